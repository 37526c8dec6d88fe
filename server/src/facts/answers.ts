import { freshValueOf, unknown, type Fact } from '../core/fact';
import type { ClockPort } from '../core/ports';
import { RegistryError } from '../oci/error';
import { canonicalHost } from '../registries';
import { createAsked, type Asked, type Earlier, type Life } from './asked';
import { anonymous, type AskedAs } from './asked-as';

/** What is asked of a registry, by what tells it from other questions of its kind. */
export interface Question {
  readonly registry: string;
  readonly repository: string;
  /** A digest or a tag, and what else there is; empty for a question about the repository. */
  readonly about: string;
}

/** What can be asked: one entry for each kind of fact. */
export interface AnswerKind<T> {
  /** Part of every key: never changed without need. */
  readonly id: string;
  life(value: T, about: string): Life;
  /** What JSON keeps of it; undefined for what is never written to the disk. Nothing secret, and no more than some kilobytes. */
  store(value: T): unknown;
  /**
   * Picked, property by property, out of what a file holds, which anybody may have written; undefined when it is none of ours.
   * `at`: when it was answered, in milliseconds since 1970.
   */
  pick(stored: unknown, at: number, about: string): T | undefined;
}

/** Answers of one kind: in memory, and on the disk where there is one. */
export interface AnswersOf<T> {
  /** What is known now, without asking; `asOf` where it is not fresh: to show, and never to write. */
  current(question: Question): Fact<T>;
  /** Another number as soon as `current` may say something else. */
  revision(): number;
  /** Asks unless it is known and fresh, and is told what is not where nobody answers. Never rejects. */
  lookUp(question: Question, ask: () => Promise<T>): Promise<Fact<T>>;
  /** Always asks, unless what is known now will do, and rejects as `ask` does. */
  learn(question: Question, ask: () => Promise<T>, willDo: (value: T) => boolean): Promise<T>;
  /** Somebody else asked. Resolves once `current` tells it; never rejects. */
  remember(question: Question, value: T): Promise<void>;
}

/** What earlier sessions left, by texts that tell everything apart. Nothing here throws. */
export interface KeptAnswers {
  get(key: string): { readonly value: unknown; readonly at: number } | undefined;
  /** `end`: milliseconds since 1970 after which nobody wants it. Without a value: that there is none any more. */
  put(key: string, answer: { readonly value?: unknown; readonly end: number }): void;
  revision(): number;
  /** False: the disk could not be written to. */
  clear(): Promise<boolean>;
  /** Writes what is not written yet. */
  finish(): Promise<void>;
}

/** Every fact that registries are asked for. */
export interface Answers {
  of<T>(kind: AnswerKind<T>): AnswersOf<T>;
  /** Reads what earlier sessions left, and hears as whom a repository is asked about. Never rejects, and asks no registry. */
  recall(registry: string, repository: string): Promise<void>;
  /** Forgets everything, on the disk as well; false where that could not be written to. */
  clear(): Promise<boolean>;
  finish(): Promise<void>;
}

export interface AnswersParts {
  readonly clock: ClockPort;
  readonly askedAs?: AskedAs;
  /** Called at the first need. Without it nothing outlives the process. */
  readonly loadKept?: (() => Promise<KeptAnswers | undefined>) | undefined;
}

export function createAnswers({ clock, askedAs = anonymous, loadKept }: AnswersParts): Answers {
  const all: Asked<never>[] = [];
  let kept: KeptAnswers | undefined;
  let loading: Promise<void> | undefined;

  async function load(): Promise<void> {
    kept = await loadKept?.().catch(() => undefined);
  }
  const loaded = (): Promise<void> => (loading ??= load());

  function earlierOf<T>(kind: AnswerKind<T>): Earlier<T> {
    return {
      ready: loaded,
      revision: () => (kept ? kept.revision() + 1 : 0),
      get(key) {
        const found = kept?.get(key);
        const value = found && kind.pick(found.value, found.at, aboutIn(key));
        return value === undefined ? undefined : { value, at: found?.at ?? 0 };
      },
      put(key, value, { fresh, told = fresh }) {
        const stored = kind.store(value);
        if (stored !== undefined) void loaded().then(() => kept?.put(key, { value: stored, end: clock.now() + Math.max(fresh, told) }));
      },
      drop: key => void loaded().then(() => kept?.put(key, { end: clock.now() + forgotten })),
    };
  }

  return {
    recall: async (registry, repository) => void (await Promise.all([loaded(), askedAs.find(canonicalHost(registry), repository)])),
    of<T>(kind: AnswerKind<T>) {
      const lifeOf = (key: string, value: T): Life => kind.life(value, aboutIn(key));
      const asked = createAsked<T>({ clock, lifeOf, ...(loadKept ? { earlier: earlierOf(kind) } : {}) });
      all.push(asked as Asked<never>);
      return answersOf(kind, asked, askedAs);
    },
    async clear() {
      for (const asked of all) asked.clear();
      await loaded();
      return (await kept?.clear()) ?? true;
    },
    async finish() {
      await loading;
      await kept?.finish();
    },
  };
}

/** Milliseconds for which other windows hear that an answer is withdrawn: none is told for longer by what it was. */
const forgotten = 24 * 3_600_000;

function answersOf<T>({ id: kind }: AnswerKind<T>, asked: Asked<T>, askedAs: AskedAs): AnswersOf<T> {
  const keyOf = (question: Question): string | undefined => {
    const login = askedAs.current(canonicalHost(question.registry), question.repository);
    return login === undefined ? undefined : keyText(kind, login, question);
  };
  const find = async (question: Question): Promise<string> =>
    keyText(kind, await askedAs.find(canonicalHost(question.registry), question.repository), question);
  return {
    current(question) {
      const key = keyOf(question);
      return key === undefined ? unknown('not-looked-up') : asked.current(key);
    },
    revision: () => asked.revision() + askedAs.revision(),
    async lookUp(question, ask) {
      const key = await find(question);
      return asked.lookUp(key, async () => {
        const value = await ask();
        // Nobody knows to whom it was told: somebody signed in or out while it was asked for.
        if ((await find(question)) !== key) throw new RegistryError('cancelled', question.registry, 'another login meanwhile');
        return value;
      });
    },
    async learn(question, ask, willDo) {
      const key = await find(question);
      const now = freshValueOf(asked.current(key));
      if (now !== undefined && willDo(now)) return now;
      const value = await ask();
      if ((await find(question)) === key) asked.remember(key, value);
      return value;
    },
    remember: async (question, value) => asked.remember(keyOf(question) ?? (await find(question)), value),
  };
}

/** The host stands for the API that it leads to. */
function keyText(kind: string, login: string, { registry, repository, about }: Question): string {
  return JSON.stringify([kind, canonicalHost(registry), login, repository, about]);
}

function aboutIn(key: string): string {
  return (JSON.parse(key) as string[])[4] ?? '';
}
