import { mostUses } from '../../core/document';
import type { Range } from '../../core/range';
import { isCarrier } from './carriers';
import type { Filling } from './constants';
import type { FoundImage, Images } from './found';
import type { Block } from './frame';
import { readWords } from './options';
import { programOf, programOfVariable } from './program-names';
import { scanCommands, type Command, type ScanOptions } from './scan';
import { programs, type Subcommands } from './table';
import { commandName, innerScript } from './wrappers';
import type { Word } from './word';

/** What a hole of a command is filled with; `block` is where the command stands, undefined in the text of another shell. */
export type FillAt = (hole: string, at: number, block: Block | undefined) => Filling | undefined;

export interface CommandImage extends FoundImage {
  readonly block: Block | undefined;
}

export interface ImagesOptions {
  readonly scan: ScanOptions;
  readonly fill: FillAt;
}

/** What no command without any of it names an image with: a program, or a variable that may be one. */
const mayName = /docker|podman|nerdctl|kubectl|oc\b|trivy|grype|syft|crane|skopeo|cosign|notation|kind|k3d|apptainer|singularity|buildah|ctr|crictl|dive|\$[({]|\$\w*(?:DOCKER|PODMAN|ENGINE|CONTAINER)/;
/** A command that is given to another one to run is looked for so often. */
const mostCarried = 5;
/** More scripts in one document than this are not looked at. */
const mostScripts = 20_000;

/** The images of a document that is made of many scripts, which know nothing of each other. */
export function imagesOfScripts(text: string, scripts: readonly Range[], { fill, scanOf }: { readonly fill: FillAt; readonly scanOf: (script: Range) => ScanOptions }): readonly CommandImage[] {
  const worth = scripts.filter(({ start, end }) => mayName.test(text.slice(start, end)));
  return firstOf(worth.slice(0, mostScripts), script => {
    const scan = scanOf(script);
    return imagesOf(text, scanCommands(text, scan).commands, { scan, fill });
  });
}

/** As many as a document gives, and one more, which tells that there are more. */
function firstOf<T>(items: readonly T[], images: (item: T) => readonly CommandImage[]): readonly CommandImage[] {
  const found: CommandImage[] = [];
  for (const item of items) {
    if (found.length > mostUses) break;
    for (const image of images(item)) found.push(image);
  }
  return found;
}

/** The images that commands name. */
export function imagesOf(text: string, commands: readonly Command[], options: ImagesOptions): readonly CommandImage[] {
  return firstOf(commands, ({ words, block }) => {
    const at = commandName(words);
    const script = innerScript(words, at);
    return script ? innerImages(text, script, options) : imagesOfWords(words, { at, block }, options);
  });
}

interface Start {
  readonly at: number;
  readonly block: Block | undefined;
}

/** Of the command that begins at `at`, or of one that it is given to run. */
function imagesOfWords(words: readonly Word[], { at, block }: Start, options: ImagesOptions): readonly CommandImage[] {
  if (!isCarrier(words, at)) return imagesOfCommand(words.slice(at), block, options);
  for (let next = at + 1, tried = 0; next < words.length && tried < mostCarried; next += 1) {
    if (!programs.has(programIn(words[next] as Word, hole => options.fill(hole, (words[next] as Word).range.start, block)))) continue;
    const found = imagesOfCommand(words.slice(next), block, options);
    if (found.length > 0) return found;
    tried += 1;
  }
  return [];
}

/** One level only, and only where the text stands as the inner shell reads it, which knows other variables. */
function innerImages(text: string, { quoted, inner }: Word, options: ImagesOptions): readonly CommandImage[] {
  if (!quoted || !inner) return [];
  const { commands } = scanCommands(text, { ...options.scan, ...inner });
  return commands.flatMap(({ words }) => imagesOfWords(words, { at: commandName(words), block: undefined }, options));
}

function imagesOfCommand(words: readonly Word[], block: Block | undefined, { fill }: ImagesOptions): readonly CommandImage[] {
  const [first] = words;
  const program = first && programs.get(programIn(first, hole => fill(hole, first.range.start, block)));
  if (!program) return [];
  let next: Subcommands | Images | undefined = program.commands;
  let from = 1;
  while (next !== undefined && typeof next !== 'function') {
    const { operands: [word], end } = readWords(words, program.options, { from, most: 1 });
    next = word?.isFixed && Object.hasOwn(next, word.value) ? next[word.value] : undefined;
    from = end;
  }
  // What `xargs` and `find` fill in is no name that anybody wrote.
  return (next?.(words, from) ?? []).flatMap(found => (found.word.value === '{}' ? [] : [{ ...found, block }]));
}

/** `$(DOCKER)` and its like: by what the document says that it is, or else by its name. */
function programIn(word: Word, fill: (hole: string) => Filling | undefined): string {
  const written = programOf(word);
  if (written !== '' || word.pieces.some(({ hole }) => !hole)) return written;
  const last = word.texts().at(-1);
  if (!last) return '';
  return fill(last.text)?.text.split(/[ \t/]+/).at(-1) ?? programOfVariable(last.text);
}
