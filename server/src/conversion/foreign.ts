import { wordsOf, type BuildInstruction } from '../core/build';
import { isRoot } from '../core/image-contents';
import { message, type Message } from '../core/message';
import { fullName } from '../core/reference';
import { sharedTools, upstreamFolders, upstreamPlaces, upstreamTools, upstreamVariables } from './tables/upstream-places';
import type { Target } from './target';
import type { Upstream } from './upstream';

function startsWithAny(target: Target, names: readonly string[]): boolean {
  const name = fullName(target.reference);
  return names.some(each => name.startsWith(each));
}

/** Why the words of an instruction do not fit the new image: they name what only the old one has. */
export function foreignPlace(text: string, upstream: Upstream, { target, taken }: { target: Target; /** Something is taken from there. */ taken: boolean }): Message | undefined {
  for (const { images, path, same, taken: only } of upstreamPlaces) {
    if ((only && !taken) || !images.includes(upstream.name) || startsWithAny(target, same)) continue;
    const found = path.exec(text)?.[1];
    if (found !== undefined) return message('{0} is a place of {1}: the new image has it elsewhere', found, upstream.title);
  }
  const library = target.family === 'wolfi' || target.family === 'alpine' ? /\/(?:usr\/)?lib\/(?:x86_64|aarch64|arm)-linux-gnu\w*/.exec(text)?.[0] : undefined;
  return library === undefined ? undefined : message('{0} is a place of {1}: the new image has it elsewhere', library, 'Debian');
}

/** Programs that a command puts where the new image does not look for them. */
export function foreignFolder(text: string, upstream: Upstream, target: Target): Message | undefined {
  const found = upstreamFolders.find(({ images, command, same }) => images.includes(upstream.name) && command.test(text) && !startsWithAny(target, same));
  return found && message('{0} puts programs into a folder that the PATH of the new image does not name', (found.command.exec(text)?.[0] ?? '').replace(/\s+/g, ' '));
}

/** A tool of the official image that the new one lacks. */
export function foreignTool(program: string | undefined, target: Target): Message | undefined {
  if (program === undefined || !upstreamTools.has(program) || target.users.has(program)) return undefined;
  if (startsWithAny(target, sharedTools[program] ?? [])) return undefined;
  return message('{0} belongs to the old image', program);
}

/** A variable of the official image that the new one does not set. */
export function foreignVariable(text: string, defined: ReadonlySet<string>, target: Target): Message | undefined {
  for (const [, name = ''] of text.matchAll(/\$\{?([A-Z][A-Z0-9_]*)/g)) {
    if (defined.has(name) || !Object.hasOwn(upstreamVariables, name)) continue;
    if (!startsWithAny(target, upstreamVariables[name] ?? [])) return message('the old image sets {0}, and the new one may not', `$${name}`);
  }
  return undefined;
}

const rootsHome = /(?:^|[\s"'=:,])(\/root\/[\w./-]*)/;

/** Nobody but root may look into root's folder. */
export function rootsPlace(instruction: BuildInstruction, { contents }: Target): Message | undefined {
  const { keyword, args } = instruction;
  if (isRoot(contents.user) || !['copy', 'add', 'env', 'cmd', 'entrypoint', 'volume'].includes(keyword)) return undefined;
  const text = keyword === 'copy' || keyword === 'add' ? (wordsOf(instruction).at(-1) ?? '') : args.text;
  const found = rootsHome.exec(text)?.[1];
  return found === undefined ? undefined : message('{0} is for root alone, and the new image runs as {1}', found, contents.user);
}
