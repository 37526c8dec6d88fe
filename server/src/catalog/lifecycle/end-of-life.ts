import type { Lifecycle } from '../../core/lifecycle';
import { message } from '../../core/message';
import type { ImageReference } from '../../core/reference';
import { officialName } from '../names';
import { nearestTag } from '../official-tags';
import { cyclesOf, isOver, newestSupported, type Product, type ReleaseCycle } from '../release-cycles';
import type { CatalogTables } from '../tables';
import { numbersOf } from '../tag';
import type { LifecycleCheck, LifecycleQuestion } from './question';

/** Days before the end in which it is worth saying. */
const notice = 90;
const source = 'endoflife.date';

/** The release cycle that the tag names has ended, or ends soon. */
export const endOfLife: LifecycleCheck = (question, tables) => {
  const found = tables.products().of(question.name);
  if (found) {
    const { product, cycle } = found;
    const cycles = cycle === undefined ? cyclesOf(product, question.parsed) : product.cycles.filter(({ name }) => name === cycle);
    const lifecycle = judge(product, cycles, question, tables);
    if (lifecycle) return lifecycle;
  }
  return distributionEnded(question, tables);
};

/** A tag that stands for several cycles ends with the last of them. */
function judge(product: Product, cycles: readonly ReleaseCycle[], question: LifecycleQuestion, tables: CatalogTables): Lifecycle | undefined {
  const { today } = question;
  if (cycles.length === 0 || cycles.some(({ ends }) => ends === 'false' || ends === '')) return undefined;
  const last = cycles.reduce((a, b) => (endOf(b) > endOf(a) ? b : a));
  const title = `${product.title} ${cycles.length === 1 ? last.name : (question.parsed.version ?? last.name)}`;
  const over = isOver(last, today);
  if (!over && daysBetween(today, last.ends) > notice) return undefined;
  const replacement = newest(product, question, tables);
  return {
    state: over ? 'end-of-life' : 'ends-soon',
    what: whatEnded(title, last, { over, today }),
    source,
    ...(last.ends === 'true' ? {} : { date: last.ends }),
    ...(replacement ? { replacement } : {}),
  };
}

function whatEnded(title: string, { extended }: ReleaseCycle, { over, today }: { over: boolean; today: string }) {
  if (!over) return message('{0} gets no fixes soon', title);
  return extended > today
    ? message('{0} is past its end of life, but for extended support until {1}', title, extended)
    : message('{0} is past its end of life', title);
}

/** What is past on an unknown day has ended before everything else. */
function endOf({ ends }: ReleaseCycle): string {
  return ends === 'true' ? '' : ends;
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

/** The same image of the newest cycle that is supported, under a tag that exists as far as the tables can tell. */
function newest(product: Product, { name, parsed, reference, today }: LifecycleQuestion, tables: CatalogTables): ImageReference | undefined {
  const cycle = newestSupported(product, today);
  const { registry, repository } = reference;
  if (!cycle || reference.tag === undefined) return undefined;
  const official = officialName(name);
  const live = official === undefined ? undefined : tables.officialTags.of(official);
  if (live) {
    const byName = parsed.version === undefined && parsed.distribution !== undefined && cycle.codename !== '';
    const tag = byName
      ? live.all().find(candidate => candidate === [cycle.codename, ...parsed.words].join('-'))
      : nearestTag(live, parsed, cycle.name);
    return tag === undefined ? undefined : { registry, repository, tag };
  }
  // A name that was official once gets no new tags. Elsewhere nobody lists the tags: only the plainest is worth a guess, and the
  // registry is asked before it is written.
  const isPlain = parsed.words.length === 0 && parsed.distribution?.version === undefined;
  if (official !== undefined || parsed.version === undefined || !isPlain) return undefined;
  const version = numbersOf(cycle.latest).slice(0, numbersOf(parsed.version).length).join('.');
  const prefix = /^v\d/.test(reference.tag) ? 'v' : '';
  const tag = [`${prefix}${version === '' ? cycle.name : version}`, ...(parsed.distribution ? [parsed.distribution.family] : [])].join('-');
  return { registry, repository, tag };
}

/** An image whose own software is still maintained, on a distribution that is not, in a tag that nobody builds any more. */
function distributionEnded(question: LifecycleQuestion, tables: CatalogTables): Lifecycle | undefined {
  const { parsed: { distribution }, name, tag } = question;
  const official = officialName(name);
  const live = official === undefined ? undefined : tables.officialTags.of(official);
  const product = distribution && tables.products().byId(distribution.family === 'alpine' ? 'alpine-linux' : distribution.family);
  if (!live || live.has(tag) || !product || distribution.version === undefined) return undefined;
  const cycles = cyclesOf(product, { version: distribution.version, words: [] });
  const lifecycle = judge(product, cycles, question, tables);
  if (!lifecycle || lifecycle.state !== 'end-of-life') return undefined;
  const { replacement: _, ...rest } = lifecycle;
  const nearest = nearestTag(live, question.parsed, question.parsed.version);
  return nearest === undefined ? rest : { ...rest, replacement: { registry: question.reference.registry, repository: question.reference.repository, tag: nearest } };
}
