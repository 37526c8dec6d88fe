import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { ImageUse } from '../../../server/src/core/image-use';
import { formatReference, parseReference } from '../../../server/src/core/reference';
import { dockerfile } from '../../../server/src/formats/dockerfile';
import { describeWithShared, sharedPath } from '../../support/shared';

/** One answer of BuildKit: lines from 1, columns from 0 in UTF-16 units, without the BOM. */
interface Answer {
  readonly kind: string;
  readonly line: number;
  readonly col: number | null;
  readonly endCol: number | null;
  readonly raw: string;
  readonly resolved: string;
  readonly role: 'image' | 'stage' | 'stage-index' | 'scratch' | 'blank' | 'error';
  readonly refError?: string;
  readonly error?: string;
  readonly platform?: string;
}
interface Case {
  readonly name: string;
  readonly dockerfile: string;
  readonly parseError: string | null;
  readonly instrErrors: readonly string[] | null;
  readonly refs: readonly Answer[] | null;
}

const roles: Readonly<Record<string, string>> = {
  from: 'base', 'copy-from': 'stage-copy', 'mount-from': 'mount', syntax: 'syntax', 'onbuild-copy-from': 'onbuild', 'onbuild-mount-from': 'onbuild',
};

/**
 * Where BuildKit gives up, we go on: the first word of a FROM that it refuses, a mount whose source holds a variable, and what
 * follows an error. Named here with what we find beyond the answers, so that nothing else can slip in.
 */
const beyond: Readonly<Record<string, readonly string[]>> = {
  'cr-only': ['alpine:3.19'],
  'from-as-missing': ['alpine:1'],
  'from-bad-stage': ['alpine:1'],
  'from-comment-tail': ['alpine:3.19'],
  'from-extra': ['alpine:1'],
  'heredoc-unterminated': ['alpine:3.19'],
  'mount-from-var': ['$I'],
  'syntax-double': ['alpine'],
  template: ['{{', 'alpine:{{'],
};

function offsetOf(text: string, line: number, column: number): number {
  const start = text.split('\n').slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
  return start + column + (line === 1 && text.startsWith('\uFEFF') ? 1 : 0);
}

/** The answers' FROM ranges include quotes around the whole word, ours do not. */
function innerRange(text: string, answer: Answer): { start: number; end: number } | undefined {
  if (answer.col === null || answer.endCol === null) return undefined;
  const start = offsetOf(text, answer.line, answer.col);
  const end = offsetOf(text, answer.line, answer.endCol);
  const quoted = answer.kind === 'from' && /^(["']).*\1$/.test(text.slice(start, end));
  return quoted ? { start: start + 1, end: end - 1 } : { start, end };
}

function checkAnswer(text: string, answer: Answer, use: ImageUse): void {
  const range = innerRange(text, answer);
  if (range) expect(use.range).toEqual(range);
  expect(use.role).toBe(roles[answer.kind]);
  if (answer.role !== 'image' || answer.refError !== undefined) {
    expect(use.reference).toBeNull();
    return;
  }
  const expected = parseReference(answer.resolved);
  expect(use.reference && formatReference(use.reference)).toBe(expected.ok ? formatReference(expected.reference) : 'no reference');
  const platform = answer.platform?.includes('$') ? undefined : answer.platform;
  expect(use.platform).toBe(platform);
}

describeWithShared('Dockerfiles at the edges of the syntax, as BuildKit answers them', 'cases/synthetic-cases.json', () => {
  const { cases } = JSON.parse(readFileSync(sharedPath('cases/synthetic-cases.json'), 'utf8')) as { cases: Case[] };

  it('are all there', () => {
    expect(cases).toHaveLength(114);
  });

  it.each(cases.map((each) => [each.name, each] as const))('%s', (name, { dockerfile: text, refs }) => {
    const answers = (refs ?? []).filter(({ role, error }) => !['stage', 'stage-index', 'scratch'].includes(role) && error !== 'invalid stage index');
    const { uses } = dockerfile.read(text);
    for (const use of uses) expect(text.slice(use.range.start, use.range.end)).toBe(use.raw);
    const left = [...uses];
    for (const answer of answers) {
      const range = innerRange(text, answer);
      const index = left.findIndex((use) => (range ? use.range.start === range.start : offsetOf(text, answer.line, 0) <= use.range.start));
      expect(index, `${answer.kind} ${answer.raw} of line ${answer.line}`).toBeGreaterThanOrEqual(0);
      checkAnswer(text, answer, left.splice(index, 1)[0] as ImageUse);
    }
    expect(left.map(({ raw }) => raw)).toEqual(beyond[name] ?? []);
  });
});
