import { wordsOf, type BuildInstruction, type Stage } from '../../core/build';
import type { ReadDocument } from '../../core/document';
import { isRoot, type ImageContents } from '../../core/image-contents';
import { message, type Message } from '../../core/message';
import type { Range } from '../../core/range';
import type { Workload } from '../../core/workload';
import { shippedStages, type Surroundings } from '../surroundings';
import { beforeChange } from './before';
import { packageCommands, scriptOf } from './commands';
import { asksForRights, needsRoot } from './root-commands';

export interface RootPlace {
  readonly range: Range;
  readonly said: Message;
}

interface Asked {
  readonly contents: ImageContents;
  readonly document: ReadDocument;
  /** How the image is called in messages. */
  readonly image: string;
}

/** Where something asks for root of an image that runs as another user, or for another user of one that runs as root. */
export function rootPlaces(around: Surroundings, asked: Asked): readonly RootPlace[] {
  return around.kind === 'workload' ? inWorkload(around.workload, asked) : inStages(around.stages, asked);
}

/** Up to the first USER: from there on the build says itself who it is. */
function inStages(stages: readonly Stage[], { contents: { user }, document }: Asked): readonly RootPlace[] {
  if (isRoot(user)) return [];
  const untouched = beforeChange(stages, ({ keyword }) => keyword === 'user');
  const commands = untouched.flatMap(({ instructions }) =>
    instructions.flatMap((instruction, index) => commandPlace(instruction, { user, document, own: ownFolders(instructions.slice(0, index)) })));
  const shipped = shippedStages(stages);
  const isWhole = untouched.every(({ stage, whole }) => whole || !shipped.includes(stage));
  const ports = isWhole ? shipped.flatMap(({ instructions }) => instructions).flatMap(instruction => portPlace(instruction, user)) : [];
  return [...commands, ...ports].sort((a, b) => a.range.start - b.range.start);
}

function commandPlace(
  instruction: BuildInstruction,
  { user, document, own }: { readonly user: string; readonly document: ReadDocument; readonly own: readonly string[] },
): readonly RootPlace[] {
  if (instruction.keyword !== 'run') return [];
  const script = scriptOf(instruction, document.text);
  const installs = packageCommands(script).length > 0;
  if (asksForRights(script) || (!installs && !needsRoot(script, own))) return [];
  return [{ range: instruction.words, said: installs ? message('Packages cannot be installed as user {0}', user) : message('This needs root, and the user is {0}', user) }];
}

/** Folders that belong to the image's user: BuildKit makes those of WORKDIR for it, and COPY and ADD give away what they are told to. */
function ownFolders(before: readonly BuildInstruction[]): readonly string[] {
  return before.flatMap(instruction => {
    const { keyword, args, flags } = instruction;
    if (keyword === 'workdir') return [args.text];
    const gives = (keyword === 'copy' || keyword === 'add') && flags.some(({ text }) => text.startsWith('--chown='));
    return gives ? (wordsOf(instruction).at(-1) ?? []) : [];
  });
}

function portPlace({ keyword, args, words }: BuildInstruction, user: string): readonly RootPlace[] {
  if (keyword !== 'expose') return [];
  const port = args.text.split(/\s+/).map(word => Number.parseInt(word, 10)).find(isPrivileged);
  return port === undefined ? [] : [{ range: words, said: closedPort(port, user) }];
}

function inWorkload({ runAsUser, runAsNonRoot, ports, bindsAnyPort }: Workload, { contents: { user }, image }: Asked): readonly RootPlace[] {
  const refused = runAsNonRoot?.value && runAsUser === undefined ? refusal(user, image) : undefined;
  const runsAs = runAsUser === undefined ? user : String(runAsUser);
  const closed = isRoot(runsAs) || bindsAnyPort ? [] : ports.filter(({ port }) => isPrivileged(port));
  return [
    ...(refused && runAsNonRoot ? [{ range: runAsNonRoot.range, said: refused }] : []),
    ...closed.map(({ port, range }) => ({ range, said: closedPort(port, runsAs) })),
  ];
}

/** The kubelet compares numbers: it knows no name to be another than root's. */
function refusal(user: string, image: string): Message | undefined {
  if (isRoot(user)) return message('runAsNonRoot refuses {0}: its user is root', image);
  return /^\d+(?::|$)/.test(user) ? undefined : message('runAsNonRoot needs a runAsUser beside it: the user of {0} is the name {1}', image, user);
}

function isPrivileged(port: number): boolean {
  return port > 0 && port < 1024;
}

function closedPort(port: number, user: string): Message {
  return message('Port {0} may be closed to user {1}', port, user);
}
