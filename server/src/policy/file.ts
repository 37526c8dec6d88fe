import type { Severity } from '../core/finding';
import { message, type Message } from '../core/message';
import { longestPattern, namesRegistry } from '../core/pattern';
import type { IgnoreEntry, Lock, SignatureRequirement } from '../core/policy';
import { choice, dictionary, flag, list, notYet, record, refine, report, text, wordMap, type Fields, type Whole } from './shape';
import { rangeOf } from './yaml';

/** What one `.plimsoll.yaml` says. A key that is absent was not given, or was wrong and is among the problems. */
export interface PolicyFile extends PolicyKeys {
  readonly path: string;
}

export interface PolicyKeys {
  readonly version?: number;
  readonly trust?: TrustKeys;
  readonly rules?: Readonly<Record<string, Severity | 'off'>>;
  readonly ignore?: readonly IgnoreEntry[];
  readonly formats?: Readonly<Record<string, 'on' | 'off'>>;
  readonly signatures?: readonly SignatureRequirement[];
  readonly upstreams?: Readonly<Record<string, string>>;
  readonly locked?: readonly Lock[];
  /** Comments that hide findings count; false locks them out for everybody. */
  readonly inlineIgnores?: boolean;
  /** Paths of nearer files (or their folders) that may loosen, relative to this one. */
  readonly delegate?: readonly string[];
  readonly contact?: string;
}

export interface TrustKeys {
  readonly publishers?: readonly string[];
  readonly references?: readonly string[];
  readonly strict?: boolean;
}

type Keyless = NonNullable<SignatureRequirement['keyless']>;

interface WrittenSignature {
  readonly images: string;
  readonly keyless: Keyless;
  readonly key: never;
  readonly notation: never;
  readonly required: boolean;
}

const isShort = (value: string) => value.length <= 500;
const sentence = text(isShort, message('expected a short text'));
const pattern = text(
  value => value.length <= longestPattern && namesRegistry(value) && !/\s/.test(value),
  message('A pattern begins with a registry, e.g. docker.io/library/node or ghcr.io/acme/**'),
);
const path = text(value => value !== '' && value.length <= longestPattern, message('expected a path, e.g. test/**'));
const prefix = text(
  value => value.length <= longestPattern && namesRegistry(value) && !/[\s*@]/.test(value),
  message('expected a registry, or a registry and a path, without stars'),
);
const day = text(isDay, message('expected a day, e.g. 2027-01-31'), { pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' });
const version = refine(text(value => /^[1-9][0-9]{0,8}$/.test(value), message('expected 1')), Number);

const severity = choice<Severity | 'off'>(() => ['off', 'information', 'warning', 'error']);
const rule = choice(({ rules }) => rules);

const trust: Fields<TrustKeys> = {
  publishers: { shape: list(choice(({ publishers }) => publishers)), description: 'Publishers whose images may be used, by their ids.' },
  references: { shape: list(pattern), description: 'Patterns of further references that may be used.' },
  strict: { shape: flag, description: 'Report every image that neither list has.' },
};

const ignore: Fields<Required<IgnoreEntry>> = {
  rule: { shape: rule, description: 'The rule whose findings are hidden.' },
  image: { shape: pattern, description: 'Only for images that this pattern matches.' },
  path: { shape: path, description: 'Only in files that this glob matches, relative to this file.' },
  reason: { shape: sentence, description: 'Why; shown in reports.' },
  expires: { shape: day, description: 'The last day (YYYY-MM-DD) on which the entry hides anything.' },
};

/** An entry that is not wholly understood hides nothing: without the part that is wrong it would hide more than was meant. */
const ignoreEntry = refine(record(ignore, ['rule']), (entry, { clean, ...whole }): IgnoreEntry | undefined => {
  const { rule: id } = entry;
  if (clean && id !== undefined) return { ...entry, rule: id };
  return clean ? missing(whole, message('An ignore needs a rule')) : undefined;
});

const keylessFields: Fields<Required<Keyless>> = {
  issuer: { shape: sentence, description: 'The OpenID Connect issuer, compared exactly.' },
  identity: { shape: sentence, description: "The certificate's subject alternative name, compared exactly." },
  identityRegexp: { shape: sentence, description: 'An expression that matches the whole subject alternative name.' },
};

/** A signer who is not wholly described would be more people than were meant. */
const keyless = refine(record(keylessFields, ['issuer']), (signer, { clean, ...whole }): Keyless | undefined => {
  const { issuer, identity, identityRegexp } = signer;
  if (!clean) return undefined;
  if (issuer !== undefined && (identity !== undefined || identityRegexp !== undefined)) return { ...signer, issuer };
  return missing(whole, message('A signer needs an issuer, and an identity or identityRegexp'));
});

const signatureFields: Fields<WrittenSignature> = {
  images: { shape: pattern, description: 'Pattern of the images that this is about.' },
  keyless: { shape: keyless, description: 'Who signs with a short-lived certificate.' },
  key: { shape: notYet, description: 'Not read by this version.' },
  notation: { shape: notYet, description: 'Not read by this version.' },
  required: { shape: flag, description: 'An image without a good signature is an error.' },
};

const signature = refine(record(signatureFields, ['images']), (entry, { clean, ...whole }): SignatureRequirement | undefined => {
  const { images, keyless: signer, required = false } = entry;
  if (images !== undefined) return { images, required, ...(signer ? { keyless: signer } : {}) };
  return clean ? missing(whole, message('A signature entry needs the images that it is about')) : undefined;
});

/** Every key of the file, in the order in which the documentation names them. */
export const policyFields: Fields<PolicyKeys> = {
  version: { shape: version, description: 'The version of this format. First key.' },
  trust: { shape: record(trust), description: 'What may be used.', fatal: true },
  rules: { shape: wordMap(({ rules }) => rules, severity), description: 'Severity by rule.', fatal: true },
  ignore: { shape: list(ignoreEntry), description: 'Findings that are known and accepted.' },
  formats: {
    shape: wordMap(({ formats }) => formats, choice<'on' | 'off'>(() => ['on', 'off'])),
    description: 'Kinds of documents that are not read.',
  },
  signatures: { shape: list(signature), description: 'Who must have signed which images.', fatal: true },
  upstreams: { shape: dictionary(prefix, prefix), description: 'Proxy caches, and the registry that each stands for.' },
  locked: {
    shape: list(choice<Lock>(() => ['trust', 'rules', 'signatures'])),
    description: 'Parts that comments, settings, flags and nearer files cannot weaken.',
    fatal: true,
  },
  inlineIgnores: { shape: flag, description: 'False: ignore comments hide nothing.', fatal: true },
  delegate: { shape: list(path), description: 'Nearer files (or folders) that may loosen what is not locked.' },
  contact: { shape: sentence, description: 'Whom to ask where the policy is locked.' },
};

export const policyShape = record<PolicyKeys>(policyFields, ['version']);

function missing({ node, place, reading }: Omit<Whole, 'clean'>, what: Message): undefined {
  return report(reading, { ...place, range: rangeOf(node), message: what });
}

function isDay(value: string): boolean {
  if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(value)) return false;
  const [year = 0, month = 0, date = 0] = value.split('-').map(Number);
  const day = new Date(Date.UTC(year, month - 1, date));
  return day.getUTCMonth() === month - 1 && day.getUTCDate() === date;
}
