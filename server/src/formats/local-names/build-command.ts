import { readCommand } from './shell-words';
import { baseName } from '../../core/path';
import type { LocalNameSource } from './source';
import { fromYaml, textsAt } from './yaml-values';

const scriptName = /^(?:.*\.(?:sh|bash|zsh|mk)|(?:GNU)?[Mm]akefile(?:\..*)?|[Tt]askfile(?:\..*)?\.ya?ml|\.?[Jj]ustfile)$/;
const workflow = /(?:^|\/)\.(?:github|gitea|forgejo)\/workflows\/[^/]+\.ya?ml$/;
const command = /\b(?:docker|podman|nerdctl|buildah|finch)[ \t]+(?:(?:buildx|image|builder)[ \t]+)?(?:build|bud)(?=[ \t\\])/g;
const builders = /docker|podman|nerdctl|buildah|finch/;
/** A comment sign is looked for within so many characters before the command. */
const longestIndent = 200;

/** `docker build --tag NAME` and its like in scripts, build files and workflows. */
export const buildCommand: LocalNameSource = {
  id: 'build-command',
  matches: (path) => scriptName.test(baseName(path)) || workflow.test(path),
  words: builders,
  collect: tagsOfCommands,
};

/** The same in the scripts of a package.json. */
export const packageScripts: LocalNameSource = {
  id: 'package-scripts',
  matches: (path) => baseName(path) === 'package.json',
  words: builders,
  collect: (text) => (scriptsOf(text) ?? scriptsIn(text)).flatMap(tagsOfCommands),
};

/** Undefined where the text is no JSON. Repositories have a package.json in every other folder, and a YAML parser takes its time. */
function scriptsOf(text: string): readonly string[] | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    const scripts: unknown = typeof parsed === 'object' && parsed !== null && 'scripts' in parsed ? parsed.scripts : undefined;
    return typeof scripts === 'object' && scripts !== null ? Object.values(scripts).filter((script) => typeof script === 'string') : [];
  } catch {
    return undefined;
  }
}

function scriptsIn(text: string): readonly string[] {
  return fromYaml(text, (root, navigator) => textsAt(root, ['scripts', '*'], navigator));
}

/** Of the commands in a script. */
export function tagsOfCommands(text: string): string[] {
  const tags: string[] = [];
  let done = 0;
  for (const match of text.matchAll(command)) {
    // A command's own words are no commands again.
    if (match.index < done || isComment(text, match.index)) continue;
    const { words, end } = readCommand(text, match.index + match[0].length);
    tags.push(...tagsOf(words));
    done = end;
  }
  return tags;
}

function isComment(text: string, index: number): boolean {
  const before = text.slice(Math.max(0, index - longestIndent), index);
  return /^[ \t]*(?:-[ \t]+)?#/.test(before.slice(before.lastIndexOf('\n') + 1));
}

/** `-t NAME`, `--tag NAME`, `--tag=NAME`, `-tNAME`. */
export function tagsOf(words: readonly string[]): string[] {
  return words.flatMap((word, index) => {
    if (word === '-t' || word === '--tag') return words[index + 1] ?? [];
    const attached = /^(?:--tag=|-t=?)(.+)$/.exec(word);
    return attached?.[1] ?? [];
  });
}
