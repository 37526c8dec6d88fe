/** What a tag says by itself: `1.27.3-alpine3.20` is a version of three numbers in the family `*-alpine3.20`. */
import { readWord, type TagState } from './tag-words';

export interface TagShape {
  readonly tag: string;
  readonly kind: 'version' | 'date' | 'commit' | 'channel' | 'name';
  /** What is the same in every release: a `*` stands for a version or a number of a build, an `@` for a date. */
  readonly family: string;
  /** As `family`, without the version of a distribution and without a `v`: `*-alpine`. */
  readonly kin: string;
  /** Of the version, else of the date. As many as there are, so precise it is. */
  readonly numbers: readonly number[];
  /** What comes before the release: how near it is, then its own numbers. */
  readonly early?: readonly number[];
  /** What tells builds of one version: revisions, then a date. */
  readonly builds: readonly number[];
}

/** Above the grammar of tags: whatever is longer is no tag. */
const longest = 128;

/** `2024-10-01`, `20241001`, with a time or a number of the day behind it; `RELEASE.2024-10-01T00-00-00Z`. */
const dateInTag = /(^|[-_]|[A-Za-z]\.)(v?)((?:19|20)\d\d-?(?:0[1-9]|1[0-2])-?(?:0[1-9]|[12]\d|3[01]))((?:[T-]?[0-2]\d-?[0-5]\d(?:-?[0-5]\d)?Z?)?(?:\.\d+)*)(?=$|[-_])/;

/** Never throws, whatever the text is, and takes time in proportion to its length. */
export function shapeOf(tag: string): TagShape {
  if (tag.length > longest) return { tag, kind: 'name', family: tag, kin: tag, numbers: [], builds: [] };
  const dated = dateInTag.exec(tag);
  const date = dated ? dateNumbers(dated) : undefined;
  const rest = dated ? tag.replace(dateInTag, '$1$2@') : tag;
  const state: TagState = { numbers: [], early: undefined, builds: [], last: undefined, commit: false, channel: false };
  const words = rest.split('-').map(word => readWord(word, state));
  const joined = (of: 'family' | 'kin'): string => words.map(word => word[of]).filter(text => text !== '').join('-');
  const isVersion = state.numbers.length > 0;
  return {
    tag,
    kind: isVersion ? 'version' : date ? 'date' : state.commit ? 'commit' : state.channel ? 'channel' : 'name',
    family: joined('family'),
    kin: joined('kin'),
    numbers: isVersion ? state.numbers : (date ?? []),
    ...(state.early ? { early: state.early } : {}),
    builds: isVersion ? [...state.builds, ...(date ?? [])] : state.builds,
  };
}

function dateNumbers([, , , day = '', time = '']: RegExpExecArray): readonly number[] {
  const [clock = '', ...more] = time.replace(/[-TZ]/g, '').split('.');
  return [Number(day.replaceAll('-', '')), ...(clock === '' ? [] : [Number(clock)]), ...more.map(Number)];
}
