import { shown, type Translations } from '../shown';
import { byGravity, grouped, worstOf, type Grouping, type Node, type Place, type Severity } from './nodes';
import { countWords, findingWords, placesWord, severityWord, shortDigest } from './words';

type Grouper = (places: readonly Place[], l10n: Translations) => Node[];

/** The tree of what is listed, in one of three orders. */
export const groupers: Readonly<Record<Grouping, Grouper>> = { image: byImage, file: byFile, problem: byProblem };

function byImage(places: readonly Place[], l10n: Translations): Node[] {
  const named = places.filter(({ use }) => use.reference !== undefined);
  const unknown = places.filter(({ use }) => use.reference === undefined);
  const images = [...grouped(named, ({ use }) => use.reference?.name ?? '')].map(([name, all]) => imageNode(name, all, l10n)).sort(byLabel);
  if (unknown.length === 0) return images;
  const node: Node = {
    id: 'unknown', kind: 'image', label: l10n.t('Not known here'), words: [placesWord(unknown.length, l10n)],
    places: unknown, children: unknown.map(place => useNode('unknown', place, [place.use.raw], l10n)),
  };
  return [...images, node];
}

/** An image with one tag is one line, which opens to its places at once. */
function imageNode(name: string, places: readonly Place[], l10n: Translations): Node {
  const id = `image ${name}`;
  const tags = [...grouped(places, ({ use }) => use.reference?.tag ?? '')];
  const [only] = tags;
  if (tags.length === 1 && only) return { ...tagNode(id, only, l10n), id, kind: 'image', label: shown(only[0] === '' ? name : `${name}:${only[0]}`) };
  const children = tags.map(tag => tagNode(id, tag, l10n)).sort(byLabel);
  const stands = children.some(child => child.stands);
  const words = [...(stands ? [l10n.t('two digests for one tag')] : []), l10n.t('{0} tags', tags.length), ...countWords(places, l10n)];
  return { id, kind: 'image', label: shown(name), words, ...(stands ? { stands } : {}), places, children };
}

function tagNode(above: string, [tag, places]: readonly [string, readonly Place[]], l10n: Translations): Node {
  const id = `${above} tag ${tag}`;
  const digests = [...grouped(places, ({ use }) => use.reference?.digest ?? '')];
  const pinned = digests.filter(([digest]) => digest !== '').map(([digest]) => digest);
  // Without a tag, two digests are two images.
  const stands = tag !== '' && pinned.length > 1;
  const digest = pinned.length === 1 && digests.length === 1 ? [shortDigest(pinned[0] ?? '')] : [];
  const words = [...(stands ? [l10n.t('{0} digests', pinned.length)] : digest), ...countWords(places, l10n)];
  const children = digests.length === 1
    ? places.map(place => useNode(id, place, [], l10n))
    : digests.map(group => digestNode(id, group, l10n)).sort(byLabel);
  return { id, kind: 'tag', label: tag === '' ? l10n.t('no tag') : shown(tag), words, ...(stands ? { stands } : {}), places, children };
}

function digestNode(above: string, [digest, places]: readonly [string, readonly Place[]], l10n: Translations): Node {
  const id = `${above} digest ${digest}`;
  return {
    id, kind: 'digest', label: digest === '' ? l10n.t('without a digest') : shortDigest(digest),
    words: countWords(places, l10n), places, children: places.map(place => useNode(id, place, [], l10n)),
  };
}

/** A place, by the file that it is in. */
function useNode(above: string, place: Place, words: readonly string[], l10n: Translations): Node {
  const { file, use } = place;
  const { line, character } = use.range.start;
  return {
    id: `${above} use ${file.uri} ${line} ${character}`, kind: 'use', label: `${shown(file.name)}:${line + 1}`,
    words: [...words.map(shown), ...stateWords(place, l10n)], at: { uri: file.uri, range: use.range }, places: [place], children: [],
  };
}

function stateWords(place: Place, l10n: Translations): string[] {
  const { use, findings } = place;
  return [...(use.reason === undefined ? [] : [shown(use.reason)]), ...(use.isStale ? [l10n.t('tag moved')] : []), ...(findings.length === 0 ? [] : findingWords([place], l10n))];
}

function byFile(places: readonly Place[], l10n: Translations): Node[] {
  return [...grouped(places, ({ file }) => file.uri)].map(([uri, inFile]): Node => {
    const id = `file ${uri}`;
    const children = inFile.map((place): Node => {
      const { use } = place;
      const node = useNode(id, place, [l10n.t('line {0}', use.range.start.line + 1), ...(use.reference?.digest === undefined && use.actions.includes('pin') ? [l10n.t('not pinned')] : [])], l10n);
      return { ...node, label: shown(use.raw) };
    });
    return { id, kind: 'file', label: shown(inFile[0]?.file.name ?? uri), words: countWords(inFile, l10n), places: inFile, children };
  });
}

interface Found {
  readonly place: Place;
  readonly finding: Place['findings'][number];
}

/** The rule, then what it is about, then where. */
function byProblem(places: readonly Place[], l10n: Translations): Node[] {
  const found = places.flatMap(place => place.findings.map((finding): Found => ({ place, finding })));
  const nodes = [...grouped(found, ({ finding }) => `${finding.severity} ${finding.rule}`)].map(([key, ofRule]) => ruleNode(key, ofRule, l10n));
  return nodes.sort((a, b) => byGravity(a.severity ?? 'error', b.severity ?? 'error') || byLabel(a, b));
}

function ruleNode(key: string, found: readonly Found[], l10n: Translations): Node {
  const id = `rule ${key}`;
  const { rule, severity } = (found[0] as Found).finding;
  const children = [...grouped(found, ({ place }) => place.use.raw)].map(([raw, ofImage]): Node => {
    const inner = `${id} image ${raw}`;
    const all = ofImage.map(each => findingNode(inner, each));
    const [only] = all;
    if (all.length === 1 && only) return { ...only, label: shown(raw), words: [only.label] };
    return { id: inner, kind: 'tag', label: shown(raw), severity, words: [placesWord(all.length, l10n)], places: unique(ofImage), children: all };
  }).sort(byLabel);
  const words = [severityWord(severity, l10n), ...(found.length === 1 ? [] : [placesWord(found.length, l10n)])];
  return { id, kind: 'rule', label: rule, rule, severity, words, places: unique(found), children };
}

function findingNode(above: string, { place, finding }: Found): Node {
  const { file } = place;
  const { line, character } = finding.range.start;
  return {
    id: `${above} finding ${file.uri} ${line} ${character}`, kind: 'finding', label: `${shown(file.name)}:${line + 1}`, rule: finding.rule,
    severity: finding.severity, said: finding.message, words: [], at: { uri: file.uri, range: finding.range }, places: [place], children: [],
  };
}

function unique(found: readonly Found[]): readonly Place[] {
  return [...new Set(found.map(({ place }) => place))];
}

function byLabel(a: Node, b: Node): number {
  return a.label < b.label ? -1 : a.label > b.label ? 1 : 0;
}

/** What the icon shows beside the words. */
export function gravityOf(node: Node): Severity | undefined {
  return node.severity ?? (node.stands ? (worstOf(node.places) === 'error' ? 'error' : 'warning') : worstOf(node.places));
}
