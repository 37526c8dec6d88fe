/** What the words of a tag mean, whoever publishes it. A word is what stands between two hyphens. */

/** What a tag has said so far. */
export interface TagState {
  numbers: readonly number[];
  early: readonly number[] | undefined;
  builds: readonly number[];
  /** What the last word was, where the next one may belong to it: a distribution without its version, the version of the image. */
  last: 'distribution' | 'version' | undefined;
  commit: boolean;
  channel: boolean;
}

/** A word as the tags beside it would have it: in the very same family, and in one that differs in what it is built on. */
export interface WordShape {
  readonly family: string;
  readonly kin: string;
}

interface WordReader {
  readonly pattern: RegExp;
  /** Undefined: another reader may know better. */
  read(match: RegExpExecArray, state: TagState): WordShape | undefined;
}

/** Releases by the name that tags call them by. */
const codenames: Readonly<Record<string, readonly string[]>> = {
  debian: ['jessie', 'stretch', 'buster', 'bullseye', 'bookworm', 'trixie', 'forky', 'duke'],
  ubuntu: ['trusty', 'xenial', 'bionic', 'focal', 'jammy', 'noble', 'oracular', 'plucky', 'questing', 'resolute'],
};
const families: ReadonlyMap<string, string> = new Map(Object.entries(codenames).flatMap(([family, names]) => names.map(name => [name, family] as const)));

/** How near a word is to a release: what is made every night is the farthest. */
const earlyRanks: ReadonlyMap<string, number> = new Map([
  ...['nightly', 'snapshot', 'canary', 'edge', 'unstable', 'testing', 'experimental'].map(word => [word, 0] as const),
  ...['alpha', 'a'].map(word => [word, 1] as const),
  ...['beta', 'b'].map(word => [word, 2] as const),
  ...['pre', 'preview', 'ea', 'm'].map(word => [word, 3] as const),
  ...['rc', 'cr'].map(word => [word, 4] as const),
]);

/** Names that move from release to release. */
const channels = /^(?:latest|lts|stable|oldstable|mainline|edge|nightly|snapshot|canary|unstable|testing|experimental|alpha|beta|rc|preview|current|rolling|main|master|develop)$/;

/** What comes before a release is of the family of the release. */
const nothing: WordShape = { family: '', kin: '' };
const same = (word: string): WordShape => ({ family: word, kin: word });
const numbersIn = (text: string): readonly number[] => (text.match(/\d+/g) ?? []).map(Number);

/** In the order in which they are asked; every expression is anchored and never goes back over what it has read. */
const readers: readonly WordReader[] = [
  {
    // A commit. What is only digits, or only letters, is more likely something else.
    pattern: /^(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{7,40}$/,
    read([word], state) {
      state.commit = true;
      return same(word);
    },
  },
  {
    pattern: /^(alpine|debian|ubuntu|ubi|al|almalinux|rockylinux|fedora|ltsc)([\d.]*)$/,
    read([word, family = '', version], state) {
      state.last = version === '' ? 'distribution' : undefined;
      return { family: word, kin: family };
    },
  },
  { pattern: /^[a-z]+$/, read: ([word]) => (families.has(word) ? { family: word, kin: families.get(word) as string } : undefined) },
  {
    // `alpine-3.21`: the second half of a distribution.
    pattern: /^\d+(?:\.\d+)*$/,
    read([word], state) {
      if (state.last !== 'distribution' || state.numbers.length === 0) return undefined;
      state.last = undefined;
      return { family: word, kin: '' };
    },
  },
  {
    // `1.27.3`, `v2`, `8u502`, `3.15.0rc1`, `2.0.0.Beta1`.
    pattern: /^(v?)(\d+(?:[._u]\d+)*)(?:[._]?([A-Za-z]+)[._]?(\d*))?$/,
    read([, v = '', version = '', letters = '', number = ''], state) {
      if (state.numbers.length > 0) return undefined;
      state.numbers = numbersIn(version);
      state.last = 'version';
      const rank = earlyRanks.get(letters.toLowerCase());
      if (letters !== '' && rank !== undefined) state.early = [rank, Number(number)];
      const rest = letters === '' || rank !== undefined ? '' : letters + number;
      return { family: `${v}*${rest}`, kin: `*${rest}` };
    },
  },
  {
    // `rc.1`, `beta2`, `95.2.beta`, `M1`; without a version it is a channel.
    pattern: /^((?:\d+\.)*)(alpha|beta|preview|pre|rc|cr|ea|M(?=\d)|nightly|snapshot|canary|edge|unstable|testing|experimental)[._]?(\d*(?:\.\d+)*)$/i,
    read([, before = '', word = '', after = ''], state) {
      if (state.numbers.length === 0) return undefined;
      state.early = [earlyRanks.get(word.toLowerCase()) ?? 0, ...numbersIn(before), ...numbersIn(after)];
      state.last = 'version';
      return nothing;
    },
  },
  {
    // `24-ea-11`: the number of what comes early.
    pattern: /^\d{1,6}$/,
    read([word], state) {
      if (!state.early || state.last !== 'version') return undefined;
      state.early = [...state.early, Number(word)];
      return nothing;
    },
  },
  {
    // `1.2.3-1`, `1.27.3-r4`, `8u502-b06`: one more build of the same. Behind any other word a number is that word's own: `1.16-otp-24`.
    pattern: /^(r|b|build\.?)?(\d{1,6})$/,
    read([, letters = '', number = ''], state) {
      if (state.numbers.length === 0 || (letters === '' && state.last !== 'version')) return undefined;
      state.last = undefined;
      state.builds = [...state.builds, Number(number)];
      return same(`${letters}*`);
    },
  },
  {
    pattern: channels,
    read([word], state) {
      state.channel = true;
      return same(word);
    },
  },
];

export function readWord(word: string, state: TagState): WordShape {
  for (const { pattern, read } of readers) {
    const match = pattern.exec(word);
    const shape = match && read(match, state);
    if (shape) return shape;
  }
  state.last = undefined;
  return same(word);
}
