import { message, type Message } from '../core/message';
import type { ImageReference } from '../core/reference';
import { fitFinding } from './fit/place';
import { shown, unpinned } from './finding';
import type { Rule } from './rule';

/** What is stated only: without a word Kubernetes always asks for `latest`, and for other tags only once, which nobody chose here. */
const sayings: ReadonlyMap<string, (reference: ImageReference) => Message> = new Map([
  ['IfNotPresent', (reference: ImageReference) => message('Nodes that have {0} keep what it was when they fetched it', shown(reference))],
  ['Never', (reference: ImageReference) => message('Nodes run whatever they hold as {0}, and never ask for it', shown(reference))],
]);

export const imagePullPolicy: Rule = {
  id: 'image-pull-policy',
  concern: 'fit',
  severity: 'information',
  summary: message('A tag that may move is fetched once, or never'),
  explanation: message(
    'With `imagePullPolicy: IfNotPresent` a node that has the tag never asks for it again, so after the tag moves two nodes run two different images under one name. With a digest both are the same. Otherwise `Always` asks for the digest at each start, and fetches only what is missing.',
  ),
  needs: [],
  check({ use }) {
    const { pullPolicy } = use;
    const said = pullPolicy && sayings.get(pullPolicy.raw);
    const reference = said && unpinned(use);
    return said && reference ? fitFinding(imagePullPolicy, use, { places: [pullPolicy], said: () => said(reference) }) : [];
  },
};
