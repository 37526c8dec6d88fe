import type { ReadDocument } from '../core/document';
import { known } from '../core/fact';
import type { Alternative, Facts } from '../core/facts';
import type { ImageContents } from '../core/image-contents';
import type { ImageUse } from '../core/image-use';
import type { TrustPolicy } from '../core/policy';
import { rules } from '../rules';
import { nothingKnown } from './nothing-known';

interface BitesInput {
  readonly use: ImageUse;
  readonly document: ReadDocument;
  readonly facts: Facts;
  readonly policy: TrustPolicy;
}

/** What ships is another question than what would fail. */
const biting = rules.filter(({ concern, id }) => concern === 'fit' && id !== 'final-stage-builds');

/** Lines, counted from 1, that would fail with the alternative in the place of the image, and do not fail now. */
export function linesToChange({ contents }: Alternative, input: BitesInput): readonly number[] {
  if (!contents) return [];
  const now = input.facts.contents.state === 'known' ? startsOf(input, input.facts.contents.value) : [];
  const then = startsOf(input, contents).filter(start => !now.includes(start));
  return [...new Set(then.map(start => lineAt(input.document.text, start)))].sort((a, b) => a - b);
}

function startsOf({ use, document, policy }: BitesInput, contents: ImageContents): readonly number[] {
  const facts: Facts = { ...nothingKnown, contents: known(contents) };
  const findings = biting.flatMap(rule => rule.check({ use, document, facts, policy }));
  const places = findings.flatMap(({ range, related }) => [range, ...related.map(place => place.range)]);
  return places.map(({ start }) => start).filter(start => start !== use.range.start);
}

function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}
