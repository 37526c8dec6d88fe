import { commands } from 'vscode';
import type { Extension } from '../types';
import { copyNodes, openNode, openRuleOf, pinNodes, replaceNodes, updateNodes, verifyNode } from './actions';
import { chosenNodes } from './chosen';
import { askForFilter } from './filter';
import { openCommand } from './item';
import type { Node } from './nodes';
import type { ImagesView } from './view';

type Handler = (argument: unknown, chosen?: unknown) => unknown;

/** Commands of the tree, of its title and of its lines. */
export function imageCommands(extension: Extension, view: ImagesView): Readonly<Record<string, Handler>> {
  const onNodes = (run: (extension: Extension, nodes: readonly Node[]) => unknown): Handler => (clicked, chosen) => {
    const nodes = chosenNodes(clicked, chosen);
    return nodes.length === 0 ? undefined : run(extension, nodes);
  };
  /** From the palette the tree may be out of sight. */
  const inSight = (run: () => unknown): Handler => async () => {
    await commands.executeCommand('plimsoll.images.focus');
    return run();
  };
  return {
    'plimsoll.images.refresh': inSight(() => view.refresh()),
    'plimsoll.images.stop': () => view.stop(),
    'plimsoll.images.filter': inSight(() => askForFilter(view)),
    'plimsoll.images.clearFilter': () => view.narrow(''),
    'plimsoll.images.groupByImage': inSight(() => view.groupBy('image')),
    'plimsoll.images.groupByFile': inSight(() => view.groupBy('file')),
    'plimsoll.images.groupByProblem': inSight(() => view.groupBy('problem')),
    [openCommand]: openNode,
    'plimsoll.images.pin': onNodes(pinNodes),
    'plimsoll.images.update': onNodes(updateNodes),
    'plimsoll.images.replace': onNodes(replaceNodes),
    'plimsoll.images.verify': onNodes(verifyNode),
    'plimsoll.images.copy': onNodes(copyNodes),
    'plimsoll.images.openRulePage': onNodes(openRuleOf),
  };
}
