import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeProblem, looksLikePlaceholder } from '../../server/src/core/reference-problem';
import { render } from '../../server/src/core/message';
import {
  familiarReference, formatReference, parseReference, respell, sameName, withDigest, withTag, type ImageReference,
} from '../../server/src/core/reference';
import { longestText } from '../../server/src/core/reference-grammar';

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;

function parsed(text: string): ImageReference {
  const result = parseReference(text);
  if (!result.ok) throw new Error(`${text}: ${result.problem}`);
  return result.reference;
}

const word = fc.stringMatching(/^[a-z0-9]{1,8}$/);
const component = fc.tuple(word, fc.constantFrom('.', '_', '__', '-', '---'), word).map((parts) => parts.join(''));
const segment = fc.oneof(word, component, fc.constantFrom('library', 'localhost', 'docker.io', 'a'.repeat(64)));
const host = fc.oneof(
  fc.constantFrom('docker.io', 'index.docker.io', 'localhost', 'localhost:5000', '[::1]:5000', 'GHCR.io', 'Foo'),
  fc.tuple(word, word).map(([a, b]) => `${a}.${b}`),
);
const name = fc
  .tuple(fc.option(host), fc.array(segment, { minLength: 1, maxLength: 3 }))
  .map(([domain, path]) => [...(domain === null ? [] : [domain]), ...path].join('/'));
const tag = fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,20}$/);
const text = fc
  .tuple(name, fc.option(tag), fc.boolean())
  .map(([of, tagged, pinned]) => of + (tagged === null ? '' : `:${tagged}`) + (pinned ? `@${digest}` : ''));

describe('a normalised reference', () => {
  it('keeps tag and digest both, and invents none', () => {
    expect(parsed(`node:20@${digest}`)).toEqual({ registry: 'docker.io', repository: 'library/node', tag: '20', digest });
    expect(parsed('node')).toEqual({ registry: 'docker.io', repository: 'library/node' });
    expect(formatReference(parsed(`node:20@${digest}`))).toBe(`docker.io/library/node:20@${digest}`);
  });

  it('means the same in its full form', () => {
    fc.assert(fc.property(text, (written) => {
      const result = parseReference(written);
      fc.pre(result.ok);
      if (result.ok) expect(parsed(formatReference(result.reference))).toEqual(result.reference);
    }));
  });

  it('means the same in its familiar form, unless that is an image id', () => {
    fc.assert(fc.property(text, (written) => {
      const result = parseReference(written);
      fc.pre(result.ok);
      if (!result.ok) return;
      const familiar = familiarReference(result.reference);
      fc.pre(!/^[a-f0-9]{64}$/.test(familiar));
      expect(parsed(familiar)).toEqual(result.reference);
    }));
  });

  it('is short only where the short name is read back as the same image', () => {
    expect(familiarReference(parsed('docker.io/library/foo/bar'))).toBe('library/foo/bar');
    expect(familiarReference({ registry: 'docker.io', repository: 'foo.bar/x' })).toBe('docker.io/foo.bar/x');
  });
});

describe('respell', () => {
  it('keeps the name as it was written when it is the same image', () => {
    for (const [raw, after] of [
      ['node:20', `node:20@${digest}`],
      ['library/node:20', `library/node:20@${digest}`],
      ['index.docker.io/node:20', `index.docker.io/node:20@${digest}`],
      ['ghcr.io/a/b:1', `ghcr.io/a/b:1@${digest}`],
    ] as const) expect(respell(raw, withDigest(parsed(raw), digest))).toBe(after);
  });

  it('writes the familiar form of another image', () => {
    expect(respell('docker.io/library/node:20', parsed('cgr.dev/chainguard/node:latest'))).toBe('cgr.dev/chainguard/node:latest');
    expect(respell('ghcr.io/a/b:1', parsed('docker.io/library/node:22'))).toBe('node:22');
    expect(respell('not a reference', parsed('docker.io/library/node:22'))).toBe('node:22');
  });

  it('never writes what would be read as an image id', () => {
    const hex = 'a'.repeat(64);
    expect(respell('node', parsed(`docker.io/library/${hex}`))).toBe(`docker.io/library/${hex}`);
    expect(respell(`${hex}:1`, parsed(`docker.io/library/${hex}`))).toBe(`docker.io/library/${hex}`);
  });

  it('yields a text that means the target, whatever stood there', () => {
    fc.assert(fc.property(fc.oneof(text, fc.string()), text, fc.boolean(), fc.option(tag), (raw, target, same, newTag) => {
      const now = parseReference(raw);
      const other = parseReference(target);
      fc.pre(other.ok);
      if (!other.ok) return;
      const goal = same && now.ok ? withTag(withDigest(now.reference, digest), newTag ?? undefined) : other.reference;
      const after = respell(raw, goal);
      expect(parsed(after)).toEqual(goal);
      if (now.ok && sameName(now.reference, goal)) expect(after.startsWith(raw.slice(0, now.spans.name.end)) || after === formatReference(goal)).toBe(true);
    }));
  });
});

describe('a text that is no reference', () => {
  it('never makes the parser throw or dawdle', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (anything) => {
      expect(typeof parseReference(anything).ok).toBe('boolean');
    }));
    // Each would take a backtracking matcher beyond any time-out if it were tried at full length.
    for (const bait of ['a-'.repeat(40_000), `${'a'.repeat(50_000)}!`, `${'a.'.repeat(1_000)}!`, `${'a-'.repeat(1_000)}!`, `${'-'.repeat(2_040)}!`]) {
      expect(parseReference(bait).ok).toBe(false);
    }
  });

  it('is refused by its length before anything else is asked of it', () => {
    expect(parseReference('a/'.repeat(longestText))).toEqual({ ok: false, problem: 'too-long' });
  });

  it('has a sentence for every problem', () => {
    for (const [bad, sentence] of [
      ['', 'No image is named here.'],
      ['Alpine:3', 'The repository must be in lower case.'],
      ['a'.repeat(64), 'This is the id of a local image, which no registry knows.'],
      ['node@sha256:abc', 'This cannot be an image reference.'],
      [`node@sha256:${'a'.repeat(40)}`, 'The digest does not have the length that its algorithm demands.'],
      [`node@sha256:${'A'.repeat(64)}`, 'The digest must be in lower-case hexadecimal digits.'],
      [`node@md5:${'a'.repeat(32)}`, 'The digest must be a sha256, sha384 or sha512 digest.'],
      ['x'.repeat(256), 'The repository is longer than 255 characters.'],
      ['a_b.com/x', 'This cannot be an image reference.'],
    ] as const) {
      const result = parseReference(bad);
      expect(result.ok ? '' : render(describeProblem(result.problem)), bad).toBe(sentence);
    }
  });

  it('is a placeholder when it looks like the hole of a template', () => {
    for (const hole of ['{{ image }}', '<your-image>', '${IMAGE}', '$(OPERATOR_IMAGE)', '%IMAGE%', 'REPLACE-ME', 'MY_IMAGE_NAME']) {
      expect(looksLikePlaceholder(hole), hole).toBe(true);
    }
    for (const wrong of ['Alpine:3', 'SCRATCH', 'node@sha256:abc', 'node:', 'a b']) expect(looksLikePlaceholder(wrong), wrong).toBe(false);
  });
});
