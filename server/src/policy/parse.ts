import type { Node } from 'yaml';
import { message } from '../core/message';
import { policyShape, type PolicyFile } from './file';
import { report, type PolicyProblem, type Reading, type WrittenIgnore } from './shape';
import { defaultWords, type KnownWords } from './words';
import { isNothing, pairsOf, parseYaml, rangeOf, textOf } from './yaml';

export type { PolicyFile } from './file';
export type { PolicyProblem, WrittenIgnore } from './shape';

const policyVersion = 1;

export interface ParsedPolicy {
  /** What could be read; never more than the text says. */
  readonly policy: PolicyFile;
  readonly problems: readonly PolicyProblem[];
  /** The entries of its `ignore`, in their order. */
  readonly ignores: readonly WrittenIgnore[];
}

/** Reads a `.plimsoll.yaml`. Never throws: a wrong value is one problem, and its key counts as not given. */
export function parsePolicyFile(text: string, path: string, known: KnownWords = defaultWords): ParsedPolicy {
  const { root, problems } = parseYaml(text);
  const reading: Reading = { path, known, problems: [], wrong: 0, ignores: [], newer: false };
  const whole = { key: '', fatal: true };
  for (const problem of problems) report(reading, { ...whole, ...problem });
  if (root === undefined || isNothing(root)) {
    if (problems.length === 0) reportVersion(reading, { start: 0, end: 0 });
    return { policy: { path }, problems: reading.problems, ignores: [] };
  }
  if (!pairsOf(root)) {
    report(reading, { ...whole, range: rangeOf(root), message: message('A policy is made of keys and values') });
    return { policy: { path }, problems: reading.problems, ignores: [] };
  }
  const newer = isNewer(root, reading);
  const written = policyShape.read(root, { key: '', fatal: false }, { ...reading, newer });
  return { policy: { ...written, path }, problems: reading.problems, ignores: reading.ignores };
}

function isNewer(root: Node, reading: Reading): boolean {
  const value = valueOfKey(root, 'version');
  const written = value && textOf(value);
  if (value === undefined || written === undefined) {
    reportVersion(reading, { start: rangeOf(root).start, end: rangeOf(root).start });
    return false;
  }
  const newer = /^[0-9]{1,9}$/.test(written) && Number(written) > policyVersion;
  if (newer) {
    const what = message('Version {0} is newer than this Plimsoll, which applies the keys of version {1}', written, policyVersion);
    report(reading, { key: 'version', fatal: false, range: rangeOf(value), message: what });
  }
  return newer;
}

function reportVersion(reading: Reading, range: { start: number; end: number }): void {
  const what = message('The first key must be `version: 1`');
  report(reading, { key: 'version', fatal: false, range, message: what });
}

function valueOfKey(root: Node, key: string): Node | undefined {
  const pair = pairsOf(root)?.find(candidate => textOf(candidate.key) === key);
  return pair && !isNothing(pair.value) ? (pair.value as Node) : undefined;
}
