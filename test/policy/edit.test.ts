import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, parseDocument } from 'yaml';
import { applyEdits } from '../../server/src/core/range';
import { addToPolicy } from '../../server/src/policy/edit';
import { parsePolicyFile } from '../../server/src/policy/parse';
import type { IgnoringEntry, PolicyEntry, RuleEntry, SignerEntry, TrustEntry } from '../../server/src/policy/trust-entry';
import { policyWords } from '../../server/src/service/policy-words';

const publisher: TrustEntry = { key: 'publishers', value: 'chainguard' };
const pattern: TrustEntry = { key: 'references', value: 'ghcr.io/acme/**' };

function after(text: string, entry: PolicyEntry): string | undefined {
  const edit = addToPolicy(text, entry, policyWords);
  return edit && applyEdits(text, [edit]);
}

const named: SignerEntry = {
  key: 'signatures',
  value: { images: 'ghcr.io/acme/app', keyless: { issuer: 'https://issuer.example', identity: 'me@acme.example' }, required: false },
};
const entry = '{ images: "ghcr.io/acme/app", keyless: { issuer: "https://issuer.example", identity: "me@acme.example" } }';

describe('A signer who is named', () => {
  it.each([
    ['makes a new file', '', `version: 1\nsignatures:\n  - ${entry}\n`],
    ['makes a list at the end', 'version: 1\r\nrules: {}\r\n', `version: 1\r\nrules: {}\r\nsignatures:\r\n  - ${entry}\r\n`],
    ['fills a key without a value', 'version: 1\nsignatures:\nrules: {}\n', `version: 1\nsignatures: [${entry}]\nrules: {}\n`],
    ['joins an empty list', 'version: 1\nsignatures: []\n', `version: 1\nsignatures: [${entry}]\n`],
    ['joins a flow list', 'version: 1\nsignatures: [{ images: "docker.io/x/y", required: true }]\n', `version: 1\nsignatures: [{ images: "docker.io/x/y", required: true }, ${entry}]\n`],
    ['joins a block list, before the comments below it', 'signatures:\n- images: docker.io/x/y\n  required: true # yes\n# rest\nversion: 1\n', `signatures:\n- images: docker.io/x/y\n  required: true # yes\n- ${entry}\n# rest\nversion: 1\n`],
    ['joins a file in one line', '{ "version": 1 }', `{ "version": 1, signatures: [${entry}] }`],
  ])('%s', (_title, text, wanted) => {
    expect(after(text, named)).toBe(wanted);
    expect(after(wanted, named)).toBeUndefined();
  });

  it.each([
    ['the list is none', 'version: 1\nsignatures: x\n'],
    ['the list is an alias', 'version: 1\nx: &list []\nsignatures: *list\n'],
    ['the file is no YAML', 'version: 1\nsignatures: [\n'],
  ])('is not written where %s', (_title, text) => {
    expect(after(text, named)).toBeUndefined();
  });

  it('is the one string that it is, whatever stands in it', () => {
    const identity = `a" }, keyless: { issuer: "x", identity: "y" }]\\ # ' *`;
    const text = after('version: 1\n', { ...named, value: { ...named.value, keyless: { issuer: 'i', identity } } });
    expect(text).toBeDefined();
    expect(parse(text ?? '')).toEqual({ version: 1, signatures: [{ images: 'ghcr.io/acme/app', keyless: { issuer: 'i', identity } }] });
  });

  it('is not written without an identity', () => {
    expect(after('version: 1\n', { ...named, value: { ...named.value, keyless: { issuer: 'i', identityRegexp: '.*' } } })).toBeUndefined();
  });
});

describe('An ignore', () => {
  const ignore: IgnoringEntry = { key: 'ignore', value: { rule: 'tag-latest', image: 'docker.io/library/busybox', reason: 'a "test" image' } };
  const item = '{ rule: tag-latest, image: "docker.io/library/busybox", reason: "a \\"test\\" image" }';

  it.each([
    ['makes a new file', '', `version: 1\nignore:\n  - ${item}\n`],
    ['makes a list at the end', 'version: 1\nrules: {}\n', `version: 1\nrules: {}\nignore:\n  - ${item}\n`],
    ['joins a block list', 'version: 1\nignore:\n  - rule: tag-missing # known\nrules: {}\n', `version: 1\nignore:\n  - rule: tag-missing # known\n  - ${item}\nrules: {}\n`],
    ['joins a flow list', 'version: 1\nignore: [{ rule: tag-missing }]\n', `version: 1\nignore: [{ rule: tag-missing }, ${item}]\n`],
  ])('%s', (_title, text, wanted) => {
    expect(after(text, ignore)).toBe(wanted);
    expect(after(wanted, ignore)).toBeUndefined();
  });
});

describe('A rule that is switched off', () => {
  const off: RuleEntry = { key: 'rules', rule: 'tag-latest', value: 'off', reason: 'ours move # on purpose' };

  it.each([
    ['makes a new file', '', 'version: 1\nrules:\n  tag-latest: off # ours move # on purpose\n'],
    ['joins a block', 'version: 1\nrules:\n  tag-missing: error\n', 'version: 1\nrules:\n  tag-missing: error\n  tag-latest: off # ours move # on purpose\n'],
    ['joins a flow, where no comment can stand', 'version: 1\nrules: { tag-missing: error }\n', 'version: 1\nrules: { tag-missing: error, tag-latest: off }\n'],
    ['replaces a severity, and keeps what is said of it', 'version: 1\nrules:\n  tag-latest: error # strict\n  tag-missing: off\n', 'version: 1\nrules:\n  tag-latest: off # strict\n  tag-missing: off\n'],
    ['replaces one in quotes', 'version: 1\nrules: { "tag-latest": "error" }\n', 'version: 1\nrules: { "tag-latest": off }\n'],
    ['fills a key without a value', 'version: 1\nrules:\n', 'version: 1\nrules: { tag-latest: off }\n'],
    ['joins a file in one line', '{ "version": 1 }', '{ "version": 1, rules: { tag-latest: off } }'],
  ])('%s', (_title, text, wanted) => {
    expect(after(text, off)).toBe(wanted);
    expect(after(wanted, off)).toBeUndefined();
  });

  it.each([
    ['another key shares the value', 'version: 1\nrules: { tag-missing: &x error, tag-latest: *x }\n'],
    ['the severity is for others to use', 'version: 1\nrules: { tag-latest: &x error, tag-missing: *x }\n'],
    ['the rule has no severity yet', 'version: 1\nrules:\n  tag-latest:\n'],
    ['the rules are none', 'version: 1\nrules: x\n'],
  ])('is not written where %s', (_title, text) => {
    expect(after(text, off)).toBeUndefined();
  });
});

describe('An entry of the trust list', () => {
  it.each([
    ['makes a new file', '', 'version: 1\ntrust:\n  publishers: [chainguard]\n'],
    ['stands below comments that are all there is', '# ours\n', '# ours\nversion: 1\ntrust:\n  publishers: [chainguard]\n'],
    ['makes a list at the end', 'version: 1\nrules: {}\n# the end\n', 'version: 1\nrules: {}\n# the end\ntrust:\n  publishers: [chainguard]\n'],
    ['does without a last line end', 'version: 1', 'version: 1\ntrust:\n  publishers: [chainguard]'],
    ['ends lines as the file does', 'version: 1\r\n', 'version: 1\r\ntrust:\r\n  publishers: [chainguard]\r\n'],
    ['fills a key without a value', 'version: 1\ntrust:\nrules: {}\n', 'version: 1\ntrust: { publishers: [chainguard] }\nrules: {}\n'],
    ['fills a list without a value, before its comment', 'version: 1\ntrust:\n  publishers: # whose?\n', 'version: 1\ntrust:\n  publishers: [chainguard] # whose?\n'],
    ['joins a flow list', 'version: 1\ntrust: { publishers: [distroless], strict: true }\n', 'version: 1\ntrust: { publishers: [distroless, chainguard], strict: true }\n'],
    ['joins an empty list', 'version: 1\ntrust: { publishers: [] }\n', 'version: 1\ntrust: { publishers: [chainguard] }\n'],
    ['joins an empty mapping', 'version: 1\ntrust: {}\n', 'version: 1\ntrust: { publishers: [chainguard] }\n'],
    ['knows a comma at the end', 'version: 1\ntrust:\n  publishers: [\n    distroless, # and\n  ]\n', 'version: 1\ntrust:\n  publishers: [\n    distroless, chainguard, # and\n  ]\n'],
    ['joins a block list, before the comments below it', 'version: 1\ntrust:\n  publishers:\n  - distroless # yes\n  # - amazon\n  strict: true\n', 'version: 1\ntrust:\n  publishers:\n  - distroless # yes\n  - chainguard\n  # - amazon\n  strict: true\n'],
    ['joins a block list at the end of a file', 'version: 1\r\ntrust:\r\n  publishers:\r\n      -   distroless', 'version: 1\r\ntrust:\r\n  publishers:\r\n      -   distroless\r\n      - chainguard'],
    ['is quoted as its neighbour is', "version: 1\ntrust: { publishers: ['distroless'] }\n", "version: 1\ntrust: { publishers: ['distroless', 'chainguard'] }\n"],
    ['makes a list beside another', 'version: 1\ntrust:\n  references:\n    - "ghcr.io/a/**" # a\n\n# rest\nrules: {}\n', 'version: 1\ntrust:\n  references:\n    - "ghcr.io/a/**" # a\n  publishers: [chainguard]\n\n# rest\nrules: {}\n'],
    ['joins a file that lacks its version, and has a mistake', 'rulez: {}\n', 'rulez: {}\ntrust:\n  publishers: [chainguard]\n'],
    ['joins a file in one line', '{ "version": 1 }', '{ "version": 1, trust: { publishers: [chainguard] } }'],
  ])('%s', (_title, text, wanted) => {
    expect(after(text, publisher)).toBe(wanted);
  });

  it('is a pattern in quotes, and without them where the neighbours have none', () => {
    expect(after('version: 1\n', pattern)).toBe('version: 1\ntrust:\n  references: ["ghcr.io/acme/**"]\n');
    expect(after('version: 1\ntrust:\n  references:\n    - docker.io/x\n', pattern)).toBe('version: 1\ntrust:\n  references:\n    - docker.io/x\n    - ghcr.io/acme/**\n');
    const address: TrustEntry = { key: 'references', value: '[::1]:5000/app' };
    expect(after('version: 1\ntrust:\n  references: [docker.io/x]\n', address)).toBe('version: 1\ntrust:\n  references: [docker.io/x, "[::1]:5000/app"]\n');
  });

  it.each([
    ['the list has it', 'version: 1\ntrust: { publishers: [chainguard] }\n'],
    ['the file is no YAML', 'version: 1\ntrust: [\n'],
    ['the list is an alias', 'version: 1\nx: &list [distroless]\ntrust: { publishers: *list }\n'],
    ['an alias stands for nothing', 'version: 1\ntrust: { references: [a/: **] }\n'],
    ['the list is none', 'version: 1\ntrust: { publishers: distroless }\n'],
    ['there is another document behind', 'version: 1\n---\nversion: 1\n'],
    ['the document is closed', 'version: 1\n...\n'],
    ['the file holds nothing, and says so', '~\n'],
    ['the list is full', `version: 1\ntrust: { publishers: [${'distroless,'.repeat(500)}] }\n`],
  ])('is not written where %s', (_title, text) => {
    expect(after(text, publisher)).toBeUndefined();
  });
});

/** Ways to write one and the same list. */
interface Style {
  readonly eol: string;
  readonly quote: string;
  readonly flow: 'file' | 'trust' | 'list' | 'none';
  readonly comments: boolean;
  readonly lastEol: boolean;
  readonly indent: number;
  readonly others: boolean;
}

const style: fc.Arbitrary<Style> = fc.record({
  eol: fc.constantFrom('\n', '\r\n'),
  quote: fc.constantFrom('', '"', "'"),
  flow: fc.constantFrom('file', 'trust', 'list', 'none'),
  comments: fc.boolean(),
  lastEol: fc.boolean(),
  indent: fc.integer({ min: 0, max: 4 }),
  others: fc.boolean(),
});

interface Lists {
  readonly publishers: readonly string[] | undefined;
  readonly references: readonly string[] | undefined;
}

const lists: fc.Arbitrary<Lists> = fc.record({
  publishers: fc.option(fc.uniqueArray(fc.constantFrom('distroless', 'docker-official', 'amazon'), { maxLength: 3 }), { nil: undefined }),
  references: fc.option(fc.uniqueArray(fc.constantFrom('docker.io/x', 'ghcr.io/b/**', 'localhost:5000/a/*', '**:20'), { maxLength: 3 }), { nil: undefined }),
});

function written({ publishers, references }: Lists, { eol, quote, flow, comments, lastEol, indent, others }: Style): string {
  const comment = (text: string) => (comments ? ` # ${text}` : '');
  const item = (value: string) => (quote === '' && value.startsWith('*') ? `"${value}"` : quote + value + quote);
  const flowList = (values: readonly string[]) => `[${values.map(item).join(', ')}]`;
  const named = Object.entries({ publishers, references }).filter((entry): entry is [string, string[]] => entry[1] !== undefined);
  const flowTrust = `{ ${named.map(([key, values]) => `${key}: ${flowList(values)}`).join(', ')} }`;
  if (flow === 'file') return `{ version: 1, trust: ${flowTrust}${others ? ', contact: me' : ''} }${comment('all')}${lastEol ? eol : ''}`;
  const block = named.flatMap(([key, values]) => [
    ...(comments ? ['  # above'] : []),
    ...(flow === 'list' || values.length === 0
      ? [`  ${key}: ${flowList(values)}${comment(key)}`]
      : [`  ${key}:${comment(key)}`, ...values.flatMap(value => [`  ${' '.repeat(indent)}- ${item(value)}${comment('why')}`, ...(comments ? ['  # - not'] : [])])]),
  ]);
  const trust = flow === 'trust' ? [`trust: ${flowTrust}${comment('trust')}`] : [`trust:${comment('trust')}`, ...block];
  const lines = [`version: 1${comment('v')}`, ...trust, ...(others ? ['', 'rules:', '  tag-latest: off', 'contact: "me"'] : []), ...(comments ? ['# end'] : [])];
  return lines.join(eol) + (lastEol ? eol : '');
}

describe('A policy file of any style', () => {
  it('means the same and the entry afterwards, and keeps every byte', () => {
    fc.assert(
      fc.property(lists, style, fc.constantFrom(publisher, pattern), (given, how, entry) => {
        const text = written(given, how);
        const edit = addToPolicy(text, entry, policyWords);
        // Each of these can be written: nothing is refused here.
        expect(edit, text).toBeDefined();
        const { start, end } = edit!.range;
        expect(start).toBe(end);
        const changed = applyEdits(text, [edit!]);
        expect(changed.slice(0, start) + changed.slice(start + edit!.newText.length)).toBe(text);
        const [was, is] = [parse(text), parse(changed)] as Record<'trust', Record<string, string[]> | null>[];
        const wanted = { ...was, trust: { ...was!.trust, [entry.key]: [...(was!.trust?.[entry.key] ?? []), entry.value] } };
        expect(is).toEqual(wanted);
        expect(edit!.newText.replaceAll('\r\n', '').includes('\n'), 'another line end').toBe(how.eol === '\n' && edit!.newText.includes('\n'));
        // Nobody can add it twice.
        expect(addToPolicy(changed, entry, policyWords)).toBeUndefined();
      }),
      { numRuns: 2000 },
    );
  });

  it('is damaged by nothing that stands where it should not', () => {
    const pieces = fc.constantFrom('\n', '  ', '- ', '[', ']', '{', '}', ',', '#', '"', "'", 'chainguard', '&a ', '!t ', '|', '---\n', '...\n', '~', '<<', '\t', '? ', ': ');
    let changes = 0;
    fc.assert(
      fc.property(lists, style, fc.constantFrom(publisher, pattern), fc.array(fc.tuple(pieces, fc.nat(200)), { maxLength: 3 }), (given, how, entry, noise) => {
        const text = noise.reduce((result, [piece, at]) => result.slice(0, at) + piece + result.slice(at), written(given, how));
        const changed = after(text, entry);
        if (changed === undefined) return;
        changes += 1;
        const document = parseDocument(changed, { logLevel: 'silent' });
        // Of a key that is given twice the first counts, and the library takes the last: there our own reader is asked.
        const isTwice = document.errors.some(({ code }) => code === 'DUPLICATE_KEY');
        const value = (isTwice ? parsePolicyFile(changed, '', policyWords).policy : document.toJS()) as { trust: Record<string, unknown[]> };
        expect(value.trust[entry.key]).toContain(entry.value);
      }),
      {
        numRuns: 3000,
        examples: [[{ publishers: undefined, references: undefined }, { eol: '\n', quote: '', flow: 'list', comments: true, lastEol: false, indent: 0, others: false }, publisher, [['...\n', 24], ['? ', 28]]]],
      },
    );
    expect(changes).toBeGreaterThan(300);
  });
});
