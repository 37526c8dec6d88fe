/**
 * Every setting of the extension, once: package.json (`npm run generate`), the server's parser and the types all come
 * from this table. A value is attackers' text until it went through `parseSettings`.
 */
import type { Severity } from './core/finding';
import type { ByRegistry, NetworkSettings } from './core/network-settings';

export type Lookups = 'onOpen' | 'onDemand' | 'off';
export type RuleLevel = Severity | 'off';

export interface TrustSettings {
  /** Undefined: no list was given, which is not an empty list. */
  readonly publishers?: readonly string[];
  readonly references: readonly string[];
  readonly strict: boolean;
}

export interface Settings extends Omit<NetworkSettings, 'proxy' | 'fixed'> {
  readonly offline: boolean;
  readonly lookups: Lookups;
  readonly rules: Readonly<Record<string, RuleLevel>>;
  readonly trust: TrustSettings;
  readonly formats: Readonly<Record<string, 'on' | 'off'>>;
  /** No squiggle where another tool marks the same. */
  readonly deferToOthers: boolean;
  /** Ids of publishers whose images are verified unasked. */
  readonly 'signatures.background': readonly string[];
  /** Behind references with a digest. */
  readonly inlayHints: boolean;
  /** Above image references. */
  readonly codeLens: boolean;
  readonly 'trace.server': 'off' | 'messages' | 'verbose';
  readonly allowedHosts: readonly string[];
  /** Absolute path; empty: the trust root that ships. */
  readonly trustedRoot: string;
  /** URL; empty: Sigstore's own TUF repository. */
  readonly tufMirror: string;
  /** Absolute path of the mirror's root.json; empty: the one that ships. */
  readonly tufRoot: string;
}

/** `machine`: never from a workspace. `window`: one value for all folders. */
export type SettingScope = 'resource' | 'window' | 'machine';

/** Gives warnings to `warn`, each with the path of the bad key below the setting (`''` for the setting itself). */
type Parser<T> = (value: unknown, fallback: T, warn: (path: string, expected: string) => void) => T;

export interface Setting<K extends keyof Settings = keyof Settings> {
  readonly key: K;
  readonly default: Settings[K];
  /** Key in package.nls.json. */
  readonly description: string;
  readonly scope: SettingScope;
  /** JSON schema of the value, as package.json shows it. */
  readonly schema: Readonly<Record<string, unknown>>;
  readonly tags?: readonly string[];
  readonly parse: Parser<Settings[K]>;
}

const levels = ['error', 'warning', 'information', 'off'] as const;
/** More entries than this in one list or object are nobody's settings. */
const largest = 1000;

const boolean: Parser<boolean> = (value, fallback, warn) => {
  if (typeof value === 'boolean') return value;
  warn('', 'true or false');
  return fallback;
};

function oneOf<T extends string>(values: readonly T[]): Parser<T> {
  return (value, fallback, warn) => {
    const found = values.find((candidate) => candidate === value);
    if (found === undefined) warn('', `one of ${values.join(', ')}`);
    return found ?? fallback;
  };
}

const text: Parser<string> = (value, fallback, warn) => {
  if (typeof value === 'string') return value;
  warn('', 'a text');
  return fallback;
};

const texts: Parser<readonly string[]> = (value, fallback, warn) => {
  if (!Array.isArray(value)) {
    warn('', 'a list of texts');
    return fallback;
  }
  return value.slice(0, largest).filter((entry, index): entry is string => {
    if (typeof entry !== 'string') warn(`[${index}]`, 'a text');
    return typeof entry === 'string';
  });
};

function recordOf<T extends string>(values: readonly T[]): Parser<Readonly<Record<string, T>>> {
  return (value, fallback, warn) => {
    const given = entriesOf(value);
    if (!given) {
      warn('', 'an object');
      return fallback;
    }
    const kept = given.flatMap(([key, entry]): [string, T][] => {
      const found = values.find((candidate) => candidate === entry);
      if (found === undefined) warn(`.${key}`, `one of ${values.join(', ')}`);
      return found === undefined ? [] : [[key, found]];
    });
    // fromEntries defines properties and never meets the setter of __proto__.
    return Object.fromEntries(kept);
  };
}

const listsByRegistry: Parser<ByRegistry> = (value, fallback, warn) => {
  const given = entriesOf(value);
  if (!given) {
    warn('', 'an object');
    return fallback;
  }
  return Object.fromEntries(given.map(([key, list]) => [key, texts(list, [], (path, expected) => warn(`.${key}${path}`, expected))]));
};

const trust: Parser<TrustSettings> = (value, fallback, warn) => {
  const given = entriesOf(value);
  if (!given) {
    warn('', 'an object');
    return fallback;
  }
  const parts = new Map(given);
  const below = (key: string) => (path: string, expected: string) => warn(`.${key}${path}`, expected);
  for (const key of parts.keys()) {
    if (!['publishers', 'references', 'strict'].includes(key)) warn(`.${key}`, 'publishers, references or strict');
  }
  const publishers = parts.get('publishers');
  return {
    ...(publishers === undefined ? {} : { publishers: texts(publishers, [], below('publishers')) }),
    references: texts(parts.get('references') ?? fallback.references, fallback.references, below('references')),
    strict: boolean(parts.get('strict') ?? fallback.strict, fallback.strict, below('strict')),
  };
};

function entriesOf(value: unknown): [string, unknown][] | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return Object.entries(value).slice(0, largest);
}

function setting<K extends keyof Settings>(row: Setting<K>): Setting {
  return row as unknown as Setting;
}

const listOfTexts = { type: 'array', items: { type: 'string' }, uniqueItems: true };
const listsOfTexts = { type: 'object', additionalProperties: listOfTexts };
/** One of some words, each with its own line in package.nls.json. */
const choice = (key: string, words: readonly string[]) => ({
  type: 'string', enum: words, markdownEnumDescriptions: words.map((word) => `%setting.${key}.${word}%`),
});
const online = ['usesOnlineServices'];

export const settings: readonly Setting[] = [
  setting({
    key: 'offline', default: false, description: 'setting.offline', scope: 'resource', tags: online,
    schema: { type: 'boolean' }, parse: boolean,
  }),
  setting({
    key: 'lookups', default: 'onOpen', description: 'setting.lookups', scope: 'resource', tags: online,
    schema: choice('lookups', ['onOpen', 'onDemand', 'off']), parse: oneOf(['onOpen', 'onDemand', 'off']),
  }),
  setting({
    key: 'rules', default: {}, description: 'setting.rules', scope: 'resource',
    schema: { type: 'object', additionalProperties: { type: 'string', enum: levels } }, parse: recordOf(levels),
  }),
  setting({
    key: 'trust', default: { references: [], strict: false }, description: 'setting.trust', scope: 'resource',
    schema: {
      type: 'object',
      properties: { publishers: listOfTexts, references: listOfTexts, strict: { type: 'boolean' } },
      additionalProperties: false,
    },
    parse: trust,
  }),
  setting({
    key: 'formats', default: {}, description: 'setting.formats', scope: 'resource',
    schema: { type: 'object', additionalProperties: { type: 'string', enum: ['on', 'off'] } }, parse: recordOf(['on', 'off']),
  }),
  setting({
    key: 'deferToOthers', default: true, description: 'setting.deferToOthers', scope: 'resource',
    schema: { type: 'boolean' }, parse: boolean,
  }),
  setting({
    key: 'signatures.background', default: [], description: 'setting.signatures.background', scope: 'resource', tags: online,
    schema: listOfTexts, parse: texts,
  }),
  setting({
    key: 'inlayHints', default: true, description: 'setting.inlayHints', scope: 'resource',
    schema: { type: 'boolean' }, parse: boolean,
  }),
  setting({
    key: 'codeLens', default: false, description: 'setting.codeLens', scope: 'resource',
    schema: { type: 'boolean' }, parse: boolean,
  }),
  setting({
    key: 'trace.server', default: 'off', description: 'setting.trace.server', scope: 'window',
    schema: choice('trace.server', ['off', 'messages', 'verbose']), parse: oneOf(['off', 'messages', 'verbose']),
  }),
  setting({
    key: 'allowedHosts', default: [], description: 'setting.allowedHosts', scope: 'machine', tags: online,
    schema: listOfTexts, parse: texts,
  }),
  setting({
    key: 'tokenRealms', default: {}, description: 'setting.tokenRealms', scope: 'machine', tags: online,
    schema: listsOfTexts, parse: listsByRegistry,
  }),
  setting({
    key: 'mirrors', default: {}, description: 'setting.mirrors', scope: 'machine', tags: online,
    schema: listsOfTexts, parse: listsByRegistry,
  }),
  setting({
    key: 'insecureRegistries', default: [], description: 'setting.insecureRegistries', scope: 'machine', tags: online,
    schema: listOfTexts, parse: texts,
  }),
  setting({
    key: 'transport', default: 'auto', description: 'setting.transport', scope: 'machine', tags: online,
    schema: choice('transport', ['auto', 'server', 'editor']), parse: oneOf(['auto', 'server', 'editor']),
  }),
  setting({
    key: 'dockerConfig', default: '', description: 'setting.dockerConfig', scope: 'machine',
    schema: { type: 'string' }, parse: text,
  }),
  setting({
    key: 'trustedRoot', default: '', description: 'setting.trustedRoot', scope: 'machine',
    schema: { type: 'string' }, parse: text,
  }),
  setting({
    key: 'tufMirror', default: '', description: 'setting.tufMirror', scope: 'machine', tags: online,
    schema: { type: 'string' }, parse: text,
  }),
  setting({
    key: 'tufRoot', default: '', description: 'setting.tufRoot', scope: 'machine',
    schema: { type: 'string' }, parse: text,
  }),
];

export const defaultSettings = Object.fromEntries(settings.map((row) => [row.key, row.default])) as unknown as Settings;

export interface ParsedSettings {
  readonly settings: Settings;
  /** One English sentence per bad key, for the log. */
  readonly warnings: readonly string[];
}

/** Parses the `plimsoll` section of a configuration: nested (`trace: { server }`), every key optional. Never throws. */
export function parseSettings(section: unknown): ParsedSettings {
  const warnings: string[] = [];
  const parsed = settings.map((row) => {
    const value = valueAt(section, row.key);
    const warn = (path: string, expected: string) => {
      warnings.push(`plimsoll.${row.key}${path} is ignored: it must be ${expected}`);
    };
    return [row.key, value === undefined ? row.default : row.parse(value, row.default, warn)];
  });
  return { settings: Object.fromEntries(parsed) as Settings, warnings };
}

/** A null is what some clients answer for a key that nobody set. */
function valueAt(section: unknown, key: string): unknown {
  let value = section;
  for (const part of key.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Record<string, unknown>)[part];
  }
  return value ?? undefined;
}
