import type { Surroundings } from '../../core/document';
import type { ImageUse } from '../../core/image-use';
import { commandOf } from '../code/command-words';
import { walkGroups, type Segment } from '../code/groups';
import { programOf, textAt, textsAt, type Part, type Program } from '../code/joined-text';
import type { Token } from '../code/scan';
import { stretchesOf } from '../code/strings';
import { useOfText, usesOfEmbedded } from '../code/text-use';
import { placesOf, type TiltPlace } from './places';

type Kind = TiltPlace['as'];

/** Stands for what something else supplies: a reference with it in is one that nobody knows. */
const holes: Readonly<Record<Exclude<Kind, 'image'>, string>> = { dockerfile: '{{x}}', shell: '{{x}}', kubernetes: '<x>' };

interface Options {
  readonly format: string;
  readonly around: Surroundings;
}

/** What the texts name that a Tiltfile hands on, in quotes, joined together, or by the name of a variable. */
export function usesOf(text: string, tokens: readonly Token[], options: Options): ImageUse[] {
  const reader = new TiltReader(programOf(text, tokens), options);
  const variables = new Map<string, Segment[]>();
  walkGroups(text, tokens, {
    segment(segment, { sign }) {
      const { key } = segment;
      if (key === undefined) return;
      const assigned = variables.get(key);
      if (sign !== '') reader.takeHeader(segment);
      else if (assigned) assigned.push(segment);
      else variables.set(key, [segment]);
    },
    group({ sign, name, segments }) {
      for (const place of sign === '(' ? placesOf(name) : []) reader.takeArgument(segments, place);
    },
  });
  for (const [name, assigned] of variables) for (const segment of assigned) reader.takeVariable(name, segment);
  return reader.uses();
}

class TiltReader {
  readonly #program: Program;
  readonly #options: Options;
  readonly #found = new Map<number, ImageUse>();
  /** Variables whose texts are handed on. */
  readonly #given = new Map<string, Kind>();

  constructor(program: Program, options: Options) {
    this.#program = program;
    this.#options = options;
  }

  uses(): ImageUse[] {
    return [...this.#found.values()].sort((a, b) => a.range.start - b.range.start);
  }

  takeArgument(segments: readonly Segment[], { name, at, as }: TiltPlace): void {
    const segment = segments.find(({ key }) => key === name) ?? (at === undefined || segments[at]?.key !== undefined ? undefined : segments[at]);
    if (!segment) return;
    const { text } = this.#program;
    const first = segment.tokens[segment.key === undefined ? 0 : 2];
    const isOneWord = first?.kind === 'word' && segment.count === (segment.key === undefined ? 1 : 3);
    if (isOneWord) this.#given.set(text.slice(first.start, first.end), as);
    else if (as !== 'image') this.#embed(this.#textOf(segment, as), as);
    else this.#addImage(this.#textOf(segment, as));
  }

  /** Called when all that is handed on is known. */
  takeVariable(name: string, segment: Segment): void {
    const as = this.#given.get(name);
    if (as === undefined || as === 'image') this.takeHeader(segment);
    else this.#embed(textAt(this.#program, { at: segment.at + 2, inBrackets: false }), as);
  }

  /** The name alone tells parts of Dockerfiles, whose other stages stand elsewhere. */
  takeHeader({ key = '', text: value }: Segment): void {
    if (!value?.quoted?.triple || key === 'dockerfile_contents' || !/dockerfile/i.test(key)) return;
    this.#embed(stretchesOf(this.#program.text, value.quoted), 'dockerfile', ({ role }) => role === 'base');
  }

  #textOf(segment: Segment, as: Kind): readonly Part[] | undefined {
    const place = { at: valueAt(segment, this.#program), inBrackets: true };
    const words = as === 'shell' ? textsAt(this.#program, place) : undefined;
    return words ? commandOf(words, this.#program.text) : textAt(this.#program, place);
  }

  #embed(parts: readonly Part[] | undefined, as: Exclude<Kind, 'image'>, isMeant: (use: ImageUse) => boolean = () => true): void {
    if (!parts) return;
    const stretches = parts.map(part => part ?? holes[as]);
    this.#add(usesOfEmbedded(this.#program.text, stretches, { format: as, around: this.#options.around }).filter(isMeant));
  }

  #addImage(parts: readonly Part[] | undefined): void {
    const [only, ...more] = parts ?? [];
    if (typeof only === 'object' && more.length === 0) this.#add([useOfText(this.#program.text, only, { format: this.#options.format, role: 'container' })]);
  }

  #add(uses: readonly ImageUse[]): void {
    for (const use of uses) this.#found.set(use.range.start, use);
  }
}

/** Index of the first token of an argument's value; lines may stand before it. */
function valueAt({ at, key }: Segment, { tokens }: Program): number {
  let index = at;
  for (let named = key === undefined ? 0 : 2; named > 0; index += 1) if (tokens[index]?.kind !== 'line') named -= 1;
  return index;
}
