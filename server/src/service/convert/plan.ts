import { choose } from '../../conversion/choose';
import type { Problem } from '../../conversion/problem';
import type { Build } from '../../core/build';
import { message, type Message } from '../../core/message';
import { applyEdits, type TextEdit } from '../../core/range';
import { formatReference, withDigest, type ImageReference } from '../../core/reference';
import { writtenAs } from '../../policy/upstreams';
import { reasonApart } from './apart';
import { candidatesFor, staying, whole, type Candidate, type Candidates } from './candidates';
import type { Suits } from './offers-for';
import type { ConversionInput } from './engine';
import { linksOf } from './links';
import { confirm } from './registry';
import { keepsVariable } from './variable';
import type { BaseUnit, Sorted } from './units';

/** What becomes of one unit. */
export interface Decision {
  readonly unit: BaseUnit;
  /** Absent: its base stays, for these reasons. */
  readonly chosen?: Candidate;
  readonly reference?: ImageReference;
  readonly edits: readonly TextEdit[];
  readonly reasons: readonly Problem[];
  /** What is to be said of the image. */
  readonly note?: Message;
}

/** Of a document with so many bases that no file of a person has. */
const mostRounds = 200;

interface Refusal {
  readonly candidate: Candidate;
  readonly reason: Message;
}

/** Decides about every unit, until registries and rules have nothing against it. */
export async function decide({ units, fixed }: Pick<Sorted, 'units' | 'fixed'>, build: Build, input: ConversionInput, suits: Suits): Promise<readonly Decision[]> {
  const all = [...units.map(unit => candidatesFor(unit, build, input, suits)), ...fixed.map(unit => staying(unit, input))];
  const links = linksOf([...units, ...fixed], build);
  const refused: Refusal[] = [];
  for (let round = 0; round < mostRounds; round += 1) {
    const open = all.map(({ stays, options }) => ({ stays, options: options.filter(option => !refused.some(({ candidate }) => candidate === option)) }));
    const chosen = choose(open, links);
    const decisions = await Promise.all(chosen.slice(0, units.length).map((candidate, index) =>
      settle(candidate, { ...(all[index] as Candidates), refused, apart: () => reasonApart(index, open, { chosen, links }) }, input)));
    const failed = decisions.flatMap(decision => ('candidate' in decision ? [decision] : []));
    const settled = decisions.flatMap(decision => ('candidate' in decision ? [] : [decision]));
    const against = failed.length > 0 ? failed : objections(settled, input);
    if (against.length === 0) return settled;
    refused.push(...against);
  }
  return all.slice(0, units.length).map(({ stays, reasons }) => ({ unit: stays.unit, edits: [], reasons }));
}

interface Staying extends Candidates {
  readonly refused: readonly Refusal[];
  /** Why none of the options goes together with what else was chosen. */
  readonly apart: () => Message;
}

async function settle(candidate: Candidate, staying: Staying, input: ConversionInput): Promise<Decision | Refusal> {
  const { unit, offer, converted } = candidate;
  if (!offer || !converted) return { unit, edits: [], reasons: reasonsToStay(unit, staying) };
  const confirmed = await confirm(writtenAs(offer.reference, input.context.policy), unit.use, input);
  if ('reason' in confirmed) return { candidate, reason: confirmed.reason };
  const { reference, note } = confirmed;
  const edits = baseEdits(unit, reference, input);
  if ('disabled' in edits) return { candidate, reason: edits.disabled };
  return { unit, chosen: candidate, reference, edits: [...edits, ...converted.edits], reasons: [], ...(note ? { note } : {}) };
}

function reasonsToStay(unit: BaseUnit, { reasons, options, refused, apart }: Staying): readonly Problem[] {
  const own = refused.filter(({ candidate }) => options.includes(candidate));
  if (own.length > 0) return unique(own.map(({ reason }) => whole(unit, reason)));
  return options.length > 0 ? [whole(unit, apart())] : unique(reasons);
}

function unique(problems: readonly Problem[]): readonly Problem[] {
  return problems.filter((problem, index) => problems.findIndex(other => other.range.start === problem.range.start && JSON.stringify(other.reason) === JSON.stringify(problem.reason)) === index);
}

/** The base itself; where a variable supplies its version, that stays. */
function baseEdits({ use }: BaseUnit, reference: ImageReference, { engine }: ConversionInput): readonly TextEdit[] | { readonly disabled: Message } {
  if (!use.fixDisabled) return engine.edit(use, reference);
  const newText = use.reference ? keepsVariable(use.raw, use.reference, reference) : undefined;
  return newText === undefined ? { disabled: use.fixDisabled } : [{ range: use.range, newText }];
}

/** Rules that must have nothing to say about what was converted. */
const binding: ReadonlySet<string> = new Set(['shell-missing', 'package-manager-missing']);

/** The rules look at the result: what they find there was not seen before. */
function objections(decisions: readonly Decision[], { document, engine }: ConversionInput): readonly Refusal[] {
  const edits = decisions.flatMap(decision => decision.edits);
  if (edits.length === 0) return [];
  if (overlap(edits)) return decisions.flatMap(({ chosen }) => (chosen ? [{ candidate: chosen, reason: message('two changes meet at one place') }] : [])).slice(0, 1);
  const after = engine.read(applyEdits(document.text, edits));
  const findings = after ? engine.check(after).findings.filter(({ rule }) => binding.has(rule)) : [];
  return decisions.flatMap(({ chosen, reference }) => {
    if (!chosen || !reference) return [];
    const name = formatReference(withDigest(reference, undefined));
    const finding = findings.find(({ use }) => use.reference && formatReference(withDigest(use.reference, undefined)) === name);
    return finding ? [{ candidate: chosen, reason: finding.message }] : [];
  });
}

export function overlap(edits: readonly TextEdit[]): boolean {
  const sorted = [...edits].sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
  return sorted.some(({ range }, index) => {
    const before = sorted[index - 1];
    return before !== undefined && range.start < before.range.end;
  });
}
