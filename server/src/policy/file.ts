import type { Severity } from '../core/finding';
import { message } from '../core/message';
import type { IgnoreEntry, Lock, SignatureRequirement } from '../core/policy';
import { list, refine } from './combined-shapes';
import { dictionary, record, wordMap } from './mapping-shapes';
import { choice, flag, text } from './scalar-shapes';
import type { Fields } from './shape';
import { signature } from './signature-entry';
import { day, missing, path, pattern, prefix, sentence } from './values';
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
  if (!clean) return undefined;
  if (id === undefined) return missing(whole, message('An ignore needs a rule'));
  const understood = { ...entry, rule: id };
  whole.reading.ignores.push({ entry: understood, range: rangeOf(whole.node) });
  return understood;
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
