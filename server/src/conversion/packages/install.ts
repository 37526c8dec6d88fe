import { message, type Message } from '../../core/message';
import type { TextEdit } from '../../core/range';
import { problem, remove, type Change, type Scene } from '../change';
import type { Command } from '../shell/commands';
import { removalEdit } from '../shell/removal';
import type { Token } from '../shell/words';
import { isInOnePiece, replacement } from '../source';
import type { Family } from '../../core/image-inside';
import { readCall, type Call, type Verb } from './calls';

/** What a call is in apk, for images of Wolfi and Alpine. Updating and cleaning up is what `--no-cache` does. */
const apkHeads: Readonly<Record<Verb, string>> = { install: 'apk add --no-cache', upgrade: 'apk upgrade --no-cache', remove: 'apk del', update: '', clean: '' };

/** Package managers: the same packages, from the distribution of the new image. */
export function changePackages(command: Command, scene: Scene): Change | undefined {
  const call = readCall(command);
  if (!call) return undefined;
  const family = scene.target.family;
  if (family === undefined) return problem(message('the new image has no package manager'));
  if ('template' in call) return changesNothing(command, scene) ? undefined : problem(call);
  if (call.family === family) return sameFamily(call, scene);
  if (family === 'debian' || family === 'fedora') return problem(message('the new image installs from {0}', family === 'debian' ? 'Debian' : 'Fedora'));
  return toApk(command, call, { scene, family });
}

/** A call that is not understood does the same as before where the distribution stays the same. */
function changesNothing({ words }: Command, { target: { family } }: Scene): boolean {
  const program = words.find(({ value }) => value !== 'sudo')?.value ?? '';
  return (family === 'debian' && /^(?:\S*\/)?apt(?:-get|itude)?$/.test(program)) || (family === 'alpine' && /^(?:\S*\/)?apk$/.test(program));
}

/** Names that carry a number go with a release: another one has other numbers. */
const boundToRelease = /\d(?:\.\d+)*(?:-|$)/;
const steady = /^(?:python3|python3-[a-z-]+|gnupg2|bzip2|libbz2-dev|sqlite3|libsqlite3-(?:dev|0)|libpq5|libc6|libc6-dev|zlib1g|zlib1g-dev|iproute2|libxml2-dev|libncurses5-dev|libgl1|libffi-dev|libyaml-0-2|libgomp1|libstdc\+\+6|libuv1-dev|libpcre2-dev|p7zip-full|e2fsprogs|lvm2|unixodbc|libmagic1|libsasl2-dev|libldap2-dev|libkrb5-dev|libgdk-pixbuf2\.0-dev|libglib2\.0-dev|gir1\.2-\S+|libjpeg62-turbo(?:-dev)?|libx11-6|libxext6|libxrender1|libsm6)$/;

function sameFamily({ family, verb, packages }: Call, { release, target }: Scene): Change {
  const moved = release !== undefined && release !== target.release;
  if (verb !== 'install' || !moved) return { kind: 'edit', edits: [], packages: packages.map(({ value }) => value ?? '') };
  const pinned = packages.find(({ text }) => text.includes('='));
  if (pinned) return problem(message('{0} is pinned to a version of another release', pinned.text));
  const bound = family !== 'debian' ? undefined : packages.find(({ value }) => value === undefined || (boundToRelease.test(value) && !steady.test(value)));
  if (bound) return problem(message('{0} may not exist in {1}', bound.text, `Debian ${target.release ?? ''}`.trim()));
  return { kind: 'edit', edits: [], packages: packages.map(({ value }) => value ?? '') };
}

interface Destination {
  readonly scene: Scene;
  readonly family: Family;
}

function toApk(command: Command, call: Call, { scene, family }: Destination): Change {
  if (call.verb === 'update' || call.verb === 'clean') return command.removable ? remove : replaceAll(command, scene);
  const renamed: { token: Token; names: readonly string[] }[] = [];
  for (const token of call.packages) {
    const names = namesOf(token, call, { scene, family });
    if ('template' in names) return problem(names);
    renamed.push({ token, names });
  }
  const written = withoutRepeats(renamed);
  const packages = written.flatMap(({ names }) => names);
  if (call.verb !== 'upgrade' && call.packages.length > 0 && packages.length === 0) return command.removable ? remove : replaceAll(command, scene);
  const edits = [...(call.family === 'alpine' ? [] : headEdits(command, call, scene)), ...written.flatMap(each => nameEdit(each, command, scene))];
  return { kind: 'edit', edits, packages };
}

/** Where a command may not go, something that does nothing takes its place. */
function replaceAll(command: Command, { shell }: Scene): Change {
  if (!isInOnePiece(shell.text, command.start, command.end)) return problem(message('the command cannot be taken out where it stands'));
  return { kind: 'edit', edits: [replacement(shell.text, command, 'true')] };
}

const marks = /^[^\w@.]|[=<>~:/@*]/;

function namesOf(token: Token, { family: from, verb }: Call, { scene, family }: Destination): readonly string[] | Message {
  const { value } = token;
  if (value === undefined) return message('the name of a package comes from {0}', token.text);
  if (from === 'alpine' && value.startsWith('.')) return [value];
  if (/[=~<>]/.test(value)) return message('{0} is pinned to a version of another distribution', value);
  if (marks.test(value)) return message('{0} is no package that another distribution has', value);
  const names = scene.names(value, from, family);
  if (names) return names;
  return verb === 'remove' ? [value] : message('no table says what the package {0} is called in {1}', value, distributionTitle(family));
}

function distributionTitle(family: Family): string {
  return { wolfi: 'Wolfi', alpine: 'Alpine', debian: 'Debian', fedora: 'Fedora' }[family];
}

function withoutRepeats(renamed: readonly { token: Token; names: readonly string[] }[]): { token: Token; names: readonly string[] }[] {
  const seen = new Set<string>();
  return renamed.map(({ token, names }) => ({ token, names: names.filter(name => !seen.has(name) && seen.add(name)) }));
}

function nameEdit({ token, names }: { token: Token; names: readonly string[] }, command: Command, { shell }: Scene): TextEdit[] {
  if (names.length === 1 && names[0] === token.text) return [];
  return names.length > 0 ? [replacement(shell.text, token, names.join(' '))] : [wordRemoval(token, command, shell)];
}

/** The program becomes the head of the new call; what stood between it and the packages goes. */
function headEdits(command: Command, call: Call, { shell }: Scene): TextEdit[] {
  const frontend = command.assignments.filter(({ text }) => text.startsWith('DEBIAN_FRONTEND='));
  const [first, ...others] = [...frontend, ...call.head] as [Token, ...Token[]];
  const last = lastInOnePiece(first, others, shell);
  const start: TextEdit = replacement(shell.text, { start: first.start, end: last.end }, apkHeads[call.verb]);
  return [start, ...others.filter(({ start: at }) => at > last.start).map(token => wordRemoval(token, command, shell))];
}

/** As far as the head stands on one line, without a package in between. */
function lastInOnePiece(first: Token, others: readonly Token[], { text }: Scene['shell']): Token {
  let last = first;
  for (const token of others) {
    const gap = text.text.slice(last.end, token.start);
    if (gap.trim() !== '' || !isInOnePiece(text, first.start, token.end)) break;
    last = token;
  }
  return last;
}

function wordRemoval(token: Token, { words }: Command, shell: Scene['shell']): TextEdit {
  const index = words.indexOf(token);
  const next = words[index + 1];
  return removalEdit(shell, { start: token.start, end: token.end, previousEnd: words[index - 1]?.end, nextStart: next?.start });
}
