import type { Comment, Surroundings } from '../../core/document';
import type { ImageUse } from '../../core/image-use';
import type { Range } from '../../core/range';
import { walkGroups, type Group, type Segment } from '../code/groups';
import type { Token } from '../code/scan';
import { stretchesOf, type QuotedText } from '../code/strings';
import { useOfText, usesOfEmbedded } from '../code/text-use';
import { cutOut } from '../embedded';

export const formatId = 'jenkins';

type Kind = 'image' | 'pod' | 'script';

/** What a text is by the word before it, and the brackets around both: `agent { docker { image 'node' } }`. */
const places: readonly { readonly word: string; readonly within?: readonly string[]; readonly kind: Kind }[] = [
  { word: 'image', within: ['docker', 'agent'], kind: 'image' },
  { word: 'image', within: ['dockerContainer', 'agent'], kind: 'image' },
  { word: 'image', within: ['containerTemplate'], kind: 'image' },
  { word: 'docker', within: ['agent'], kind: 'image' },
  { word: 'docker.image', kind: 'image' },
  { word: 'yaml', within: ['kubernetes'], kind: 'pod' },
  { word: 'yaml', within: ['podTemplate'], kind: 'pod' },
  { word: 'sh', kind: 'script' },
  { word: 'script', within: ['sh'], kind: 'script' },
];
/** What may follow a text that is all the same. */
const sameText = /^\.(?:stripIndent|trim)$/;

interface FoundPlaces {
  readonly uses: readonly ImageUse[];
  /** Of scripts and pods. */
  readonly comments: readonly Comment[];
}

/** Every image that a pipeline names, in the order in which they stand there. */
export function readPlaces(text: string, tokens: readonly Token[], around: Surroundings): FoundPlaces {
  const uses: ImageUse[] = [];
  const comments: Comment[] = [];
  const wordOf = ({ start, end }: Range): string => text.slice(start, end);
  const take = (kind: Kind | undefined, { quoted }: Token): void => {
    if (!kind || !quoted) return;
    if (kind === 'image') uses.push(...imageUse(text, quoted));
    else if (kind === 'script') uses.push(...usesOfEmbedded(text, stretchesOf(text, quoted), { format: 'shell', around, comments }));
    else if (quoted.triple) uses.push(...podUses(text, quoted, { around, comments }));
  };
  walkGroups(text, tokens, {
    segment(segment, group) {
      const found = spoken(segment, group, wordOf);
      if (found) take(kindOf(found.word, found.within), found.token);
    },
    group({ sign, name, parent, segments }, index) {
      const [first] = segments;
      if (sign !== '(' || segments.length !== 1 || !first?.text || first.key !== undefined || isPushed(tokens, index, wordOf)) return;
      take(kindOf(name, namesOf(parent)), first.text);
    },
  });
  return { uses: uses.sort((a, b) => a.range.start - b.range.start), comments };
}

/** A word and the text that it is for: `image 'node'`, `image: 'node'`, `sh script: 'make'`. */
function spoken({ tokens, count, key }: Segment, group: Group, wordOf: (range: Range) => string) {
  const at = tokens.findIndex(({ kind }) => kind === 'text');
  const [first, second, third] = tokens;
  const token = tokens[at];
  const [dot, after] = tokens.slice(at + 1);
  if (first?.kind !== 'word' || !second || !token || (count > at + 1 && !(dot && after && sameText.test(wordOf(dot) + wordOf(after))))) return undefined;
  const within = namesOf(group);
  if (at === 1 || (at === 2 && key !== undefined)) return { word: wordOf(first), within, token };
  const isNamed = at === 3 && second.kind === 'word' && third && wordOf(third) === ':';
  return isNamed ? { word: wordOf(second), within: [wordOf(first), ...within], token } : undefined;
}

function kindOf(word: string, within: readonly string[]): Kind | undefined {
  return places.find(place => place.word === word && (place.within ?? []).every((name, index) => within[index] === name))?.kind;
}

/** The names of the brackets around, the nearest first. */
function namesOf(group: Group | undefined): readonly string[] {
  return group ? [group.name, group.parent?.name ?? ''] : [];
}

/** What is pushed was built. */
function isPushed(tokens: readonly Token[], index: number, wordOf: (range: Range) => string): boolean {
  const [dot, next] = [tokens[index + 1], tokens[index + 2]];
  return dot !== undefined && next !== undefined && wordOf(dot) === '.' && wordOf(next) === 'push';
}

/** A text with escapes says something else than what stands there. */
function imageUse(text: string, { innerStart: start, innerEnd: end }: QuotedText): ImageUse[] {
  const literal = text.slice(start, end).replace(/\$\{[^]*\}/, '');
  return start === end || /[\s\\]/.test(literal) ? [] : [useOfText(text, { start, end }, { format: formatId, role: 'container' })];
}

/** The plugin needs neither `apiVersion` nor `kind`. */
function podUses(text: string, quoted: QuotedText, into: { readonly around: Surroundings; readonly comments: Comment[] }): ImageUse[] {
  const stretches = stretchesOf(text, quoted);
  const { text: pod } = cutOut(text, stretches);
  const [, indent = ''] = /^(?:[ \t]*\r?\n)*([ \t]*)/.exec(pod) ?? [];
  const isMissing = (line: string): boolean => !`\n${pod}`.includes(`\n${indent}${line.slice(0, line.indexOf(':') + 1)}`);
  const header = ['apiVersion: v1', 'kind: Pod'].filter(isMissing).map(line => `${indent}${line}\n`);
  return usesOfEmbedded(text, [...header, ...stretches], { format: 'kubernetes', ...into });
}
