import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReadDocument } from '../../../server/src/core/document';
import { largestParsedDocument } from '../../../server/src/core/document';
import { applyEdits } from '../../../server/src/core/range';
import { formatReference, parseReference, withDigest, type ImageReference } from '../../../server/src/core/reference';
import { kubernetes } from '../../../server/src/formats/kubernetes';
import { fixtures } from './fixtures';

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;

/** What holds for every document, however broken: ranges are in order, apart, and slice back to what was read. */
function checkRanges(text: string): ReadDocument {
  const document = kubernetes.read(text);
  let end = 0;
  for (const { range, raw, site, reference, unresolved } of document.uses) {
    expect(range.start).toBeGreaterThanOrEqual(end);
    expect(range.end).toBeGreaterThan(range.start);
    expect(text.slice(range.start, range.end)).toBe(raw);
    expect(text.slice(site.range.start, site.range.end)).toBe(site.raw);
    expect(reference === null).toBe(unresolved !== null);
    end = range.end;
  }
  for (const { range, governs } of document.comments) {
    expect(text[range.start]).toBe('#');
    expect(governs.start).toBeGreaterThan(range.start);
    expect(governs.end).toBeLessThanOrEqual(text.length);
  }
  return document;
}

describe('Every prefix of a manifest', () => {
  it.each(Object.entries(fixtures))('of %s is read', (_name, text) => {
    for (let end = 0; end <= text.length; end += 1) checkRanges(text.slice(0, end));
  });

  it.each(Object.entries(fixtures))('of %s and every line left out', (_name, text) => {
    const lines = text.split('\n');
    for (let index = 0; index < lines.length; index += 1) checkRanges(lines.toSpliced(index, 1).join('\n'));
  });
});

describe('Hostile text', () => {
  const words = ['apiVersion: v1\n', 'kind: Pod\n', 'spec:\n', '  containers:\n', '  - ', 'image: ', 'a:1', '"', "'", '|\n', '>-\n', '&a ', '*a', '<<: ', '!!str ', '[', ']', '{', '}', ',', '? ', ': ', '---\n', '...\n', '%YAML 1.1\n', '\t', '\r\n', '\r', '\uFEFF', '#', '{{', '}}', '{{- if }}\n', '\\', '@', '`', '\u2028', '\u0000', '\ud800'];
  const head = 'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n';

  it('is read without a throw', () => {
    const text = fc.array(fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...words) }, fc.string({ unit: 'binary', maxLength: 4 })), { maxLength: 60 });
    fc.assert(fc.property(text, fc.boolean(), (parts, headed) => void checkRanges((headed ? head : '') + parts.join(''))), { numRuns: 3_000 });
  });

  it('spoils nothing beyond its own document', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words), { maxLength: 30 }), (parts) => {
        const { uses } = checkRanges(`${parts.join('')}\n---\n${head}  - image: intact\n`);
        expect(uses.at(-1)?.raw).toBe('intact');
      }),
      { numRuns: 500 },
    );
  });
});

describe('Limits', () => {
  const pod = 'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - image: a\n';

  it.each([
    ['brackets', `  - args: ${'['.repeat(1_500)}\n`],
    ['braces', `  - args: ${'{a: '.repeat(1_500)}\n`],
    ['dashes', `  ${'- '.repeat(1_500)}\n`],
    ['questions', `  ${'? '.repeat(1_500)}\n`],
    ['indentation', Array.from({ length: 300 }, (_, depth) => `${' '.repeat(depth + 4)}a:\n`).join('')],
    ['brackets that quotes seem to close', `  - args: ${'["]",'.repeat(1_500)}\n`],
  ])('refuse %s before they reach the composer, again and again', (_name, bomb) => {
    for (let run = 0; run < 3; run += 1) {
      const { uses, limited } = checkRanges(pod + bomb);
      expect(limited).toBe('too-deep');
      expect(uses.map(({ raw }) => raw)).toEqual(['a']);
    }
  });

  it('let documents of honest depth pass', () => {
    const { uses, limited } = checkRanges(`${pod}  - args: ${'['.repeat(150)}${']'.repeat(150)}\n`);
    expect([uses.length, limited]).toEqual([1, undefined]);
  });

  it('scan the lines of a large document', () => {
    const text = `${pod}  - image: "b" # ${'x'.repeat(largestParsedDocument)}\n    rbd: { image: c }\n---\nkind: Other\n`;
    const { uses, limited, comments } = checkRanges(text);
    expect([uses.map(({ raw }) => raw), limited, comments]).toEqual([['a', 'b'], 'too-large', []]);
    // Lines know no aliases, so this was not parsed.
    const aliased = (padding: number) => checkRanges(`x: &x c\n${pod}  - image: *x # ${'x'.repeat(padding)}\n`).uses.map(({ raw }) => raw);
    expect([aliased(1), aliased(largestParsedDocument)]).toEqual([['c', 'a'], ['a']]);
  });

  it('give up on texts of nothing but mistakes, and still read their lines', () => {
    const { uses, limited } = checkRanges(`${pod}${'\t- @\n'.repeat(5_000)}`);
    expect([uses.map(({ raw }) => raw), limited]).toEqual([['a'], undefined]);
  });

  it('hold for comments without end', () => {
    expect(kubernetes.read(`${pod}${"#\n".repeat(200_000)}`).comments).toHaveLength(200_000);
  });
});

describe('Edits', () => {
  const targets: Record<string, (now: ImageReference) => ImageReference> = {
    pin: (now) => withDigest(now, digest),
    swap: () => ({ registry: 'cgr.dev', repository: 'chainguard/node', tag: 'latest', digest }),
    port: () => ({ registry: 'localhost:5000', repository: 'a/b' }),
    'a number to YAML': () => ({ registry: 'docker.io', repository: 'library/5e3' }),
    'a boolean to YAML': () => ({ registry: 'docker.io', repository: 'library/true' }),
  };

  /** A text that reads back as `reference` alone shows that quotes, anchors and line ends are whole. */
  function checkEdit(text: string, index: number, target: (now: ImageReference) => ImageReference): void {
    const before = checkRanges(text).uses;
    const use = before[index];
    if (!use?.reference) return;
    const reference = target(use.reference);
    const edits = kubernetes.edit(use, reference);
    if ('disabled' in edits) return expect(use.fixDisabled).toBe(edits.disabled);
    const edited = applyEdits(text, edits);
    const after = checkRanges(edited).uses;
    expect(after.map((one) => one.reference)).toEqual(before.map((one, at) => (at === index ? reference : one.reference)));
    expect(edited.slice(0, use.range.start)).toBe(text.slice(0, use.range.start));
    expect(edited.endsWith(text.slice(use.range.end))).toBe(true);
  }

  it.each(Object.entries(fixtures).flatMap(([name, text]) => Object.keys(targets).map((target) => [name, target, text] as const)))(
    'of %s (%s) change the reference alone',
    (_name, target, text) => {
      for (let index = 0; index < kubernetes.read(text).uses.length; index += 1) checkEdit(text, index, targets[target] as (typeof targets)[string]);
    },
  );

  it('keep spelling, quotes and comments', () => {
    const text = fixtures['deployment'] as string;
    const edits = kubernetes.read(text).uses.flatMap((use) => {
      const edit = use.reference ? kubernetes.edit(use, withDigest(use.reference, digest)) : [];
      return 'disabled' in edit ? [] : edit;
    });
    const pinned = applyEdits(text, edits);
    expect(pinned.replaceAll(`@${digest}`, '')).toBe(text);
    expect(pinned.split(`@${digest}`)).toHaveLength(6);
    expect(pinned).toContain(`image: "ghcr.io/acme/web:v1@${digest}" # web`);
  });

  it('are refused where the text is not its spelling', () => {
    const uses = kubernetes.read(fixtures['escaped'] as string).uses;
    const reference = parseReference('nginx');
    if (!reference.ok) throw new Error('a reference was expected');
    expect(uses.map((use) => 'disabled' in kubernetes.edit(use, reference.reference))).toEqual([true, true, true]);
  });

  it('never write a word that means something to YAML', () => {
    const [use] = kubernetes.read('apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - image: a\n').uses;
    const written = ['true', 'on', 'null', '5e3', 'nginx'].map((name) => {
      const edits = use ? kubernetes.edit(use, { registry: 'docker.io', repository: `library/${name}` }) : [];
      return 'disabled' in edits ? 'disabled' : edits.map(({ newText }) => newText).join();
    });
    expect(written).toEqual([...['true', 'on', 'null', '5e3'].map((name) => `docker.io/library/${name}`), 'nginx']);
  });

  it('never write a flow sequence', () => {
    const ipv6: ImageReference = { registry: '[::1]:5000', repository: 'a' };
    const [use] = kubernetes.read('apiVersion: v1\nkind: Pod\nspec: { containers: [{ image: nginx }] }\n').uses;
    expect(formatReference(ipv6)).toBe('[::1]:5000/a');
    expect(use && kubernetes.edit(use, ipv6)).toHaveProperty('disabled');
  });
});
