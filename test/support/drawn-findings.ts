import { readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { ReadDocument } from '../../server/src/core/document';
import { pending, unknown } from '../../server/src/core/fact';
import type { Facts } from '../../server/src/core/facts';
import type { Finding } from '../../server/src/core/finding';
import type { ImageUse } from '../../server/src/core/image-use';
import { render } from '../../server/src/core/message';
import { defaultPolicy, type TrustPolicy } from '../../server/src/core/policy';
import { formatFor } from '../../server/src/formats';
import { checkDocument } from '../../server/src/service/check';
import type { CheckResult } from '../../server/src/service/image-service';
import { dedent, draw, undrawn, type Mark } from './drawn';

export const nothingKnown: Facts = {
  publisher: unknown('not-looked-up'),
  alternatives: unknown('not-looked-up'),
  lifecycle: unknown('not-looked-up'),
  contents: unknown('not-looked-up'),
  latestOnly: unknown('not-looked-up'),
  local: pending,
  details: unknown('not-looked-up'),
  resolution: unknown('offline'),
  tagNow: unknown('offline'),
  children: unknown('offline'),
  tagAdvice: unknown('offline'),
  signature: unknown('not-looked-up'),
};

export interface CheckOptions {
  readonly path?: string;
  readonly policy?: Partial<TrustPolicy>;
  /** For each use; what is absent is not known. */
  readonly facts?: Partial<Facts> | ((use: ImageUse) => Partial<Facts>);
  readonly today?: string;
  /** Findings of these rules alone are drawn. */
  readonly only?: readonly string[];
}

export function readText(text: string, path = 'Dockerfile'): ReadDocument {
  const document = formatFor({ path, text })?.read(text);
  if (!document) throw new Error(`no format claims ${path}`);
  return document;
}

export function factsFor(use: ImageUse, { facts = {} }: CheckOptions): Facts {
  return { ...nothingKnown, ...(typeof facts === 'function' ? facts(use) : facts) };
}

/** Checks a text without its drawn lines. */
export function checkText(text: string, options: CheckOptions = {}): CheckResult {
  const { path = 'Dockerfile', today = '2026-06-01' } = options;
  return checkDocument({
    document: readText(undrawn(text), path),
    factsFor: (use) => factsFor(use, options),
    context: { policy: { ...defaultPolicy, ...options.policy }, path, localNames: new Set() },
    today,
  });
}

/**
 * Demands that exactly the drawn findings are found, e.g. `#    ^^^^ warning tag-missing: node has no tag, so it means latest`.
 * With UPDATE=1 what is found is drawn into the test's own file instead.
 */
export function expectDrawn(drawn: string, options: CheckOptions = {}): void {
  const expected = dedent(drawn);
  const { findings } = checkText(expected, options);
  const shown = findings.filter(({ rule }) => options.only === undefined || options.only.includes(rule));
  const actual = draw(undrawn(expected), shown.flatMap(marksOf));
  if (process.env['UPDATE'] === '1' && actual !== expected) redraw(drawn, actual);
  else expect(actual).toBe(expected);
}

function marksOf({ range, severity, rule, message, related }: Finding): Mark[] {
  return [
    { range, note: `${severity} ${rule}: ${render(message)}` },
    ...related.map((place) => ({ range: place.range, note: `related ${rule}: ${render(place.message)}` })),
  ];
}

function redraw(drawn: string, actual: string): void {
  const file = expect.getState().testPath as string;
  const source = readFileSync(file, 'utf8');
  const indent = /^ */.exec(drawn.replace(/^\n/, ''))?.[0] ?? '';
  const last = /\n([ \t]*)$/.exec(drawn)?.[1] ?? '';
  const lines = actual.split('\n').map((line) => (line === '' ? line : indent + line));
  if (!source.includes(drawn)) throw new Error('this expectation is no plain template: update it by hand');
  writeFileSync(file, source.replace(drawn, () => `\n${lines.join('\n')}${last}`));
}
