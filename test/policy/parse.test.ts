import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { render } from '../../server/src/core/message';
import { parsePolicyFile } from '../../server/src/policy/parse';

const example = `version: 1
trust: { publishers: [chainguard, distroless, docker-official], references: ["ghcr.io/acme/**"], strict: false }
rules: { tag-not-pinned: off, end-of-life: error }
ignore: [{ rule: tag-latest, image: "docker.io/library/busybox", path: "test/**", reason: "known", expires: 2027-01-01 }]
formats: { terraform: off }
signatures: [{ images: "ghcr.io/acme/**", keyless: { issuer: "https://issuer.example", identity: "me" }, required: true }]
upstreams: { "harbor.example/proxy": docker.io }
locked: [trust, rules]
inlineIgnores: false
delegate: [teams/a]
contact: security@acme.example
`;

const parse = (text: string) => parsePolicyFile(text, '/repo/.plimsoll.yaml');

/** Problems as `key: message (fatal)`, with the text that each covers. */
function problems(text: string): string[] {
  return parse(text).problems.map(
    ({ key, message, range, fatal, suggestion }) =>
      `${key}: ${render(message)} <${text.slice(range.start, range.end)}>${fatal ? ' fatal' : ''}${suggestion ? ` ${suggestion}?` : ''}`,
  );
}

describe('a policy file', () => {
  it('is read key by key', () => {
    const { ignores, ...parsed } = parse(example);
    expect(ignores.map(({ entry, range }) => [entry === parsed.policy.ignore?.[0], example.slice(range.start, range.end)])).toEqual([[true, expect.stringMatching(/^\{ rule: .* \}$/)]]);
    expect(parsed).toEqual({
      problems: [],
      policy: {
        path: '/repo/.plimsoll.yaml',
        version: 1,
        trust: { publishers: ['chainguard', 'distroless', 'docker-official'], references: ['ghcr.io/acme/**'], strict: false },
        rules: { 'tag-not-pinned': 'off', 'end-of-life': 'error' },
        ignore: [{ rule: 'tag-latest', image: 'docker.io/library/busybox', path: 'test/**', reason: 'known', expires: '2027-01-01' }],
        formats: { terraform: 'off' },
        signatures: [{ images: 'ghcr.io/acme/**', keyless: { issuer: 'https://issuer.example', identity: 'me' }, required: true }],
        upstreams: { 'harbor.example/proxy': 'docker.io' },
        locked: ['trust', 'rules'],
        inlineIgnores: false,
        delegate: ['teams/a'],
        contact: 'security@acme.example',
      },
    });
  });

  it('means off by off in older YAML, too', () => {
    expect(parse('%YAML 1.1\n---\nversion: 1\nrules: { tag-latest: off }\n').policy.rules).toEqual({ 'tag-latest': 'off' });
  });

  it('has no mistake in keys without a value: they are half-typed', () => {
    expect(problems('version: 1\nrules:\ntrust:\n  publishers:\n')).toEqual([]);
  });

  it.each([
    ['version: 1\nrulez: {}\n', ['rulez: Unknown key rulez <rulez> rules?']],
    ['version: 1\nrules: { tag-lates: off }\n', ['rules.tag-lates: Unknown key tag-lates <tag-lates> fatal tag-latest?']],
    ['version: 1\ntrust: { publisher: [a] }\n', ['trust.publisher: Unknown key publisher <publisher> fatal publishers?']],
    ['version: 1\nsignatures: [{ images: a.io, requird: true }]\n', ['signatures[0].requird: Unknown key requird <requird> fatal required?']],
    ['version: 1\nformats: { xyz: off }\n', ['formats.xyz: Unknown key xyz <xyz>']],
    ['version: 1\nrules: { tag-latest: info }\n', ['rules.tag-latest: expected one of off, information, warning, error <info> fatal information?']],
    ['version: 1\nrules: [tag-latest]\n', ['rules: expected keys and values <[tag-latest]> fatal']],
    ['version: 1\nlocked: rules\n', ['locked: expected a list <rules> fatal']],
    ['version: 1\ninlineIgnores: no\n', ['inlineIgnores: expected true or false <no> fatal']],
    ['version: 1\ntrust: { references: [nginx, "ghcr.io/a"] }\n', ['trust.references[0]: A pattern begins with a registry, e.g. docker.io/library/node or ghcr.io/acme/** <nginx> fatal']],
    ['version: 1\nignore: [{ rule: tag-latest, expires: 2027-02-30 }]\n', ['ignore[0].expires: expected a day, e.g. 2027-01-31 <2027-02-30>']],
    ['version: 1\nignore: [{ path: x }]\n', ['ignore[0]: An ignore needs a rule <{ path: x }>']],
    ['version: 1\nsignatures: [{ required: true }]\n', ['signatures[0]: A signature entry needs the images that it is about <{ required: true }> fatal']],
    ['version: 1\nsignatures: [{ images: a.io, keyless: { issuer: i } }]\n', ['signatures[0].keyless: A signer needs an issuer, and an identity or identityRegexp <{ issuer: i }> fatal']],
    ['version: 1\nupstreams: { "harbor/*": docker.io }\n', ['upstreams.harbor/*: expected a registry, or a registry and a path, without stars <"harbor/*">']],
    ['version: 1\ncontact: a\ncontact: b\n', ['contact: contact is given twice; the first one counts <contact> fatal']],
    ['version: 1\ncontact: &a b\ntrust: { publishers: [*a] }\n', ['trust.publishers[0]: not a known name <*a> fatal']],
    ['rules: {}\n', ['version: The first key must be `version: 1` <>']],
    ['', ['version: The first key must be `version: 1` <>']],
    ['version: one\n', ['version: expected 1 <one>']],
    ['- a\n', [': A policy is made of keys and values <- a\n> fatal']],
  ])('%j has one problem each', (text, expected) => {
    expect(problems(text)).toEqual(expected);
  });

  it('suggests values', () => {
    expect(parse('version: 1\nrules: { tag-latest: info, tag-missing: eror }\n').problems.map(({ suggestion }) => suggestion)).toEqual([
      'information',
      'error',
    ]);
  });

  it('leaves out what is wrong and keeps the rest', () => {
    const { policy } = parse('version: 1\nrules: { tag-latest: 3, tag-missing: off }\ntrust: { references: [x, "a.io/b"] }\n');
    expect(policy).toMatchObject({ rules: { 'tag-missing': 'off' }, trust: { references: ['a.io/b'] } });
  });

  it('hides nothing by an ignore that is not wholly understood', () => {
    for (const entry of ['{ rule: tag-latest, imag: a.io/b }', '{ rule: tag-latest, image: busybox }', '{ rule: tag-latest, expires: soon }']) {
      expect(parse(`version: 1\nignore: [${entry}]\n`).policy.ignore).toEqual([]);
      expect(parse(`version: 2\nignore: [${entry}]\n`).policy.ignore).toEqual([]);
    }
  });

  it('keeps a requirement whose signer is not understood', () => {
    const { policy } = parse('version: 1\nsignatures: [{ images: a.io/b, keyless: { issuer: i, subject: x }, required: true }]\n');
    expect(policy.signatures).toEqual([{ images: 'a.io/b', required: true, nobody: true }]);
  });

  it('of a newer version applies what is known, with one message', () => {
    const text = 'version: 2\nshiny: true\nrules: { tag-latest: error }\n';
    expect(problems(text)).toEqual(['version: Version 2 is newer than this Plimsoll, which applies the keys of version 1 <2>']);
    expect(parse(text).policy.rules).toEqual({ 'tag-latest': 'error' });
    expect(parse('version: 2\nrules: { shiny: off }\n').problems.some(({ fatal }) => fatal)).toBe(true);
  });

  it('does not run on broken YAML, nor on two documents', () => {
    expect(parse('version: 1\nrules: [\n').problems[0]).toMatchObject({ fatal: true, key: '' });
    expect(parse('version: 1\n---\nrules: { tag-latest: off }\n')).toMatchObject({ policy: { version: 1 }, problems: [{ fatal: true }] });
  });

  it('is refused when it is too deep or too large to be read safely', () => {
    for (const text of ['['.repeat(1500), '- '.repeat(2000), '{a: '.repeat(300), `contact: ${'x'.repeat(200_000)}`]) {
      const { policy, problems: found } = parse(text);
      expect(policy).toEqual({ path: '/repo/.plimsoll.yaml' });
      expect(found).toMatchObject([{ fatal: true }]);
    }
  });

  it('follows no alias', () => {
    const bomb = `version: 1\na: &a [x,x]\n${Array.from({ length: 20 }, (_, i) => `b${i}: &b${i} [*a,*a]`).join('\n')}\nrules: *a\n`;
    expect(parse(bomb).policy).toEqual({ path: '/repo/.plimsoll.yaml', version: 1 });
  });

  it('pollutes no prototype', () => {
    parse('version: 1\n__proto__: { polluted: true }\nrules: { __proto__: off, constructor: off }\nupstreams: { "a.io/__proto__": b.io }\n');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(parse('version: 1\nrules: { constructor: off }\n').problems).toHaveLength(1);
  });

  it('takes the keys of the machine\'s own file when asked to', () => {
    const known = { rules: [], formats: [], alsoAllowed: ['allowedHosts'] };
    expect(parsePolicyFile('version: 1\nallowedHosts: [a.io]\n', 'm', known).problems).toEqual([]);
  });

  it('never throws, on any prefix and any text', () => {
    for (let end = 0; end <= example.length; end++) parse(example.slice(0, end));
    fc.assert(fc.property(fc.string({ maxLength: 80 }), (text) => void parse(`version: 1\n${text}`)), { numRuns: 300 });
  });
});
