import { describe, expect, it } from 'vitest';
import { entryFor, joinEntries, parseRegistriesConf } from '../../server/src/mirrors/registries-conf';
import { reference } from '../support/fake-registry-client';

const place = (host: string, path = '') => ({ host, path });
const anything = { tags: true, digests: true };

describe('registries.conf', () => {
  it('is read as Podman reads it', () => {
    const entries = parseRegistriesConf(`
unqualified-search-registries = ["docker.io", "quay.io"]
short-name-mode = "enforcing"
credential-helpers = ["containers-auth.json"]

[aliases]
"node" = "docker.io/library/node"

[[registry]]
prefix = "docker.io"
location = "docker.io"

[[registry.mirror]]
location = "mirror.example:5000/hub"

[[registry.mirror]]
location = "lab.example"
insecure = true
pull-from-mirror = "digest-only"

[[registry.mirror]]
location = "tags.example"
pull-from-mirror = "tag-only"

[[registry]]
location = "lab.example:5000"
insecure = true

[[registry]]
prefix = "*.evil.example"
blocked = true
`);
    expect(entries).toEqual([
      {
        prefix: 'docker.io', location: place('docker.io'), insecure: false, blocked: false,
        mirrors: [
          { place: place('mirror.example:5000', 'hub'), insecure: false, asked: anything },
          { place: place('lab.example'), insecure: true, asked: { tags: false, digests: true } },
          { place: place('tags.example'), insecure: false, asked: { tags: true, digests: false } },
        ],
      },
      { prefix: 'lab.example:5000', location: place('lab.example:5000'), insecure: true, blocked: false, mirrors: [] },
      { prefix: '*.evil.example', location: undefined, insecure: false, blocked: true, mirrors: [] },
    ]);
  });

  it('holds back what it says of all mirrors at once', () => {
    const [entry] = parseRegistriesConf('[[registry]]\nlocation = "quay.io"\nmirror-by-digest-only = true\n[[registry.mirror]]\nlocation = "mirror.example"\n');
    expect(entry?.mirrors).toEqual([{ place: place('mirror.example'), insecure: false, asked: { tags: false, digests: true } }]);
  });

  it('nests no deeper than somebody would by hand', () => {
    const nested = (depth: number) => parseRegistriesConf(`a = ${'['.repeat(depth)}${']'.repeat(depth)}\n[[registry]]\nlocation = "quay.io"\n`);
    expect(nested(8)).toHaveLength(1);
    expect(nested(100)).toEqual([]);
  });

  it('leaves out what it does not understand, and keeps the rest', () => {
    const entries = parseRegistriesConf(`
[[registry]]
blocked = true
[[registry]]
location = 7
[[registry]]
location = "quay.io"
insecure = "true"
blocked = "false"
[[registry.mirror]]
location = "https://user:secret@mirror.example"
[[registry.mirror]]
location = "mirror.example"
pull-from-mirror = "__proto__"
[[registry.mirror]]
`);
    expect(entries).toEqual([{ prefix: 'quay.io', location: place('quay.io'), insecure: false, blocked: false, mirrors: [] }]);
  });

  it.each([
    '', 'x', '[[registry]', '\u0000', '[registries.search]\nregistries = ["docker.io"]\n', 'registry = 7', 'registry = ["docker.io"]', '[registry]\nlocation = "docker.io"\n',
    'a = '.repeat(1000), `a = ${'['.repeat(100_000)}`, `a = ${'{a='.repeat(50_000)}`, `[${'a.'.repeat(50_000)}a]`, '__proto__ = [{ location = "evil.example" }]', '[[__proto__.registry]]\nlocation = "evil.example"\n',
  ].map(text => [text.slice(0, 40), text]))('is nothing when it is %j', (_, text = '') => {
    expect(() => parseRegistriesConf(text)).not.toThrow();
    expect(parseRegistriesConf(text)).toEqual([]);
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as Record<string, unknown>)['registry']).toBeUndefined();
  });

  // What were not linear would not end before the runner gives up.
  it('is read to its end, however it is filled', () => {
    for (const line of ['[[registry]]\nlocation = "a.example"\n', '[[registry.mirror]]\n', 'a = "\\\n', "a = '''", '# comment\n', '"a".', '[a.b]\n']) {
      expect(Array.isArray(parseRegistriesConf(line.repeat(Math.floor((256 * 1024) / line.length))))).toBe(true);
    }
  });
});

describe('the entry that counts', () => {
  const entries = (...prefixes: string[]) => prefixes.map(prefix => ({ prefix, location: undefined, insecure: false, blocked: false, mirrors: [] }));
  const found = (text: string, ...prefixes: string[]) => entryFor(entries(...prefixes), reference(text))?.entry.prefix;

  it('is the one with the longest prefix', () => {
    expect(found('docker.io/library/node:20', 'docker.io', 'docker.io/library', 'docker.io/library/nod')).toBe('docker.io/library');
    expect(found('docker.io/library/node:20', 'docker.io/library/node', 'docker.io/library')).toBe('docker.io/library/node');
    expect(found('docker.io/library/node:20', 'docker.io/library/node:20')).toBe('docker.io/library/node:20');
  });

  it.each<[string, string]>([
    ['docker.io/evil/node', 'docker.io/evi'],
    ['registry.example:5000/app', 'registry.example'],
    ['registry.example.evil.example/app', 'registry.example'],
    ['evil.example/app', '*.evil.example'],
    ['notevil.example/app', '*.evil.example'],
    ['a.evil.example:5000/app', '*.evil.example'],
  ])('of %s is not the one for %s', (text, prefix) => {
    expect(found(text, prefix)).toBeUndefined();
  });

  it('covers a whole host with an asterisk', () => {
    expect(entryFor(entries('*.evil.example'), reference('a.b.evil.example/app:1'))?.covered).toBe('a.b.evil.example');
  });

  it('is that of the last file that has it', () => {
    const first = parseRegistriesConf('[[registry]]\nlocation = "quay.io"\nblocked = true\n[[registry]]\nlocation = "docker.io"\n');
    const second = parseRegistriesConf('[[registry]]\nlocation = "quay.io"\n');
    expect(joinEntries([first, second]).map(({ prefix, blocked }) => [prefix, blocked])).toEqual([['quay.io', false], ['docker.io', false]]);
  });
});
