import type { BuildInstruction, Stage } from '../core/build';
import { valueOf } from '../core/fact';
import { isRoot, type ImageContents } from '../core/image-contents';
import { message, type Message } from '../core/message';
import type { Range } from '../core/range';
import type { Workload } from '../core/workload';
import { packageCommands, writesToRootPaths } from './fit/commands';
import { fitFinding } from './fit/place';
import type { Rule } from './rule';
import { shippedStages, surroundingsOf, type Surroundings } from './surroundings';

export const userNonroot: Rule = {
  id: 'user-nonroot',
  concern: 'fit',
  severity: 'information',
  summary: message('Something asks for root, and the image runs as another user'),
  explanation: message(
    'Hardened images run as a user without rights. Installing packages, writing outside of its own folders and, on older hosts, ports below 1024 fail for it. In a build, put `USER root` before what needs it and the old user behind; in a manifest, choose a higher port.',
  ),
  needs: ['contents'],
  check({ use, document, facts }) {
    const contents = valueOf(facts.contents);
    const around = contents && surroundingsOf(use, document);
    if (!use.reference || !around || !contents) return [];
    const places = rootPlaces(around, contents);
    return fitFinding(userNonroot, use, { places: places.map(({ range }) => ({ range, what: '' })), said: place => places.find(({ range }) => range === place.range)?.what ?? message('') });
  },
};

interface RootPlace {
  readonly range: Range;
  readonly what: Message;
}

export function rootPlaces(around: Surroundings, contents: ImageContents): readonly RootPlace[] {
  if (around.kind === 'workload') return inWorkload(around.workload, contents);
  if (isRoot(contents.user)) return [];
  const shipped = shippedStages(around.stages);
  const changed = new Set<number>();
  return around.stages.flatMap(stage => {
    // A stage begins as the user that the one below it ended with.
    if (stage.base !== undefined && changed.has(stage.base)) changed.add(stage.index);
    const before = changed.has(stage.index);
    if (stage.instructions.some(({ keyword }) => keyword === 'user')) changed.add(stage.index);
    return before ? [] : inStage(stage, { user: contents.user, isShipped: shipped.includes(stage) });
  });
}

/** Up to the first USER: from there on the build says itself who it is. */
function inStage({ instructions }: Stage, { user, isShipped }: { user: string; isShipped: boolean }): readonly RootPlace[] {
  const end = instructions.findIndex(({ keyword }) => keyword === 'user');
  const own = end < 0 ? instructions : instructions.slice(0, end);
  return own.flatMap(instruction => {
    const what = whatNeedsRoot(instruction, user, isShipped && end < 0);
    return what ? [{ range: instruction.words, what }] : [];
  });
}

function whatNeedsRoot({ keyword, args }: BuildInstruction, user: string, isShipped: boolean): Message | undefined {
  if (keyword === 'run') {
    if (packageCommands(args.text).length > 0) return message('Packages cannot be installed as user {0}', user);
    return writesToRootPaths(args.text) ? message('Only root may write there, and the user is {0}', user) : undefined;
  }
  if (keyword !== 'expose' || !isShipped) return undefined;
  const port = args.text.split(/\s+/).map(word => Number.parseInt(word, 10)).find(isPrivileged);
  return port === undefined ? undefined : message('Port {0} may be closed to user {1}', port, user);
}

function isPrivileged(port: number): boolean {
  return port > 0 && port < 1024;
}

function inWorkload({ runAsUser, runAsNonRoot, ports, command, args }: Workload, { user }: ImageContents): readonly RootPlace[] {
  const at = ports[0]?.range ?? command?.range ?? args?.range;
  const places: RootPlace[] = [];
  if (runAsNonRoot && runAsUser === undefined && at) {
    if (isRoot(user)) places.push({ range: at, what: message('runAsNonRoot refuses this image: its user is root') });
    // The kubelet can only compare numbers.
    else if (!/^\d+(?::\d+)?$/.test(user)) places.push({ range: at, what: message('runAsNonRoot needs a runAsUser here: the user of the image is the name {0}', user) });
  }
  const runsAs = runAsUser === undefined ? user : String(runAsUser);
  if (isRoot(runsAs)) return places;
  const closed = ports.filter(({ port }) => isPrivileged(port));
  return [...places, ...closed.map(({ port, range }) => ({ range, what: message('Port {0} may be closed to user {1}', port, runsAs) }))];
}
