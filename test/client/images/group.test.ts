import { describe, expect, it } from 'vitest';
import type { FileImages, ListedFinding, ListedUse } from '../../../server/src/protocol';
import { chosenNodes, requestFor } from '../../../client/src/images/chosen';
import { gravityOf, groupers } from '../../../client/src/images/group';
import { matching, placesOf, type Grouping, type Node } from '../../../client/src/images/nodes';
import { ListedFiles } from '../../../client/src/images/store';

const l10n = { t: (text: string, ...values: (string | number)[]) => text.replace(/\{(\d)\}/g, (_, index: string) => String(values[Number(index)])) };
const digest = (sign: string): string => `sha256:${sign.repeat(64)}`;
const range = (line: number) => ({ start: { line, character: 5 }, end: { line, character: 9 } });

function use(line: number, raw: string, more: Partial<ListedUse> = {}): ListedUse {
  const [name = '', tag] = (raw.split('@')[0] ?? '').split(':');
  const pinned = raw.split('@')[1];
  const reference = { full: `docker.io/library/${raw}`, name, ...(tag ? { tag } : {}), ...(pinned ? { digest: pinned } : {}) };
  return { raw, range: range(line), reference, actions: pinned ? ['update', 'swap'] : ['pin', 'swap'], ...more };
}

function file(name: string, uses: ListedUse[], findings: ListedFinding[] = []): FileImages {
  return { uri: `file:///w/${name}`, name, uses, findings };
}

const found = (rule: string, severity: ListedFinding['severity'], at: number): ListedFinding => ({ rule, severity, message: `${rule}!`, range: range(at), use: at });

const files = [
  file('a/Dockerfile', [use(0, 'node:20'), use(1, `redis:7@${digest('a')}`), use(2, 'nginx')], [found('tag-not-pinned', 'information', 0), found('tag-missing', 'warning', 2)]),
  file('b/Dockerfile', [use(0, 'node:20'), use(1, `redis:7@${digest('b')}`), use(2, 'node:22')], [found('tag-not-pinned', 'information', 0), found('tag-not-pinned', 'information', 2)]),
  file('c/compose.yaml', [use(0, `redis:7@${digest('a')}`), { raw: '${X}', range: range(1), reason: 'no default', actions: [] }]),
];

function drawn(grouping: Grouping, from = placesOf(files)): string[] {
  const lines = (nodes: readonly Node[], depth: number): string[] => nodes.flatMap(node => [`${'  '.repeat(depth)}${[node.label, ...node.words].join(' | ')}`, ...lines(node.children, depth + 1)]);
  return lines(groupers[grouping](from, l10n), 0);
}

const nodeOf = (grouping: Grouping, label: string): Node => {
  const search = (nodes: readonly Node[]): Node | undefined => nodes.reduce<Node | undefined>((hit, node) => hit ?? (node.label === label ? node : search(node.children)), undefined);
  const node = search(groupers[grouping](placesOf(files), l10n));
  expect(node, label).toBeDefined();
  return node as Node;
};

describe('the images of a workspace in a tree', () => {
  it('stand by image, tag, digest and place, and two digests for one tag are said in words', () => {
    expect(drawn('image')).toEqual([
      'nginx | not pinned | 1 warning',
      '  a/Dockerfile:3 | 1 warning',
      'node | 2 tags | 3 places | not pinned | 3 notes',
      '  20 | 2 places | not pinned | 2 notes',
      '    a/Dockerfile:1 | 1 note',
      '    b/Dockerfile:1 | 1 note',
      '  22 | not pinned | 1 note',
      '    b/Dockerfile:3 | 1 note',
      'redis:7 | 2 digests | 3 places',
      `  sha256:${'a'.repeat(12)} | 2 places`,
      '    a/Dockerfile:2',
      '    c/compose.yaml:1',
      `  sha256:${'b'.repeat(12)}`,
      '    b/Dockerfile:2',
      'Not known here | 1 place',
      '  c/compose.yaml:2 | ${X} | no default',
    ]);
    expect(nodeOf('image', 'redis:7')).toMatchObject({ stands: true });
    expect(gravityOf(nodeOf('image', 'redis:7'))).toBe('warning');
  });

  it('say above several tags that one of them has two digests', () => {
    const more = [...files, file('d/Dockerfile', [use(0, `redis:8@${digest('c')}`)])];
    const redis = groupers.image(placesOf(more), l10n).find(({ label }) => label === 'redis');
    expect(redis).toMatchObject({ stands: true, words: ['two digests for one tag', '2 tags', '4 places'] });
    expect(redis?.children.map(({ stands }) => stands)).toEqual([true, undefined]);
  });

  it('say of one digest which, of a tag that moved that it did, and take two digests without a tag for two images', () => {
    const one = [file('a', [use(0, `redis:7@${digest('a')}`, { isStale: true })]), file('b', [use(0, `nginx@${digest('a')}`)]), file('c', [use(0, `nginx@${digest('b')}`)])];
    expect(drawn('image', placesOf(one))).toEqual([
      'nginx | 2 places',
      `  sha256:${'a'.repeat(12)}`,
      '    b:1',
      `  sha256:${'b'.repeat(12)}`,
      '    c:1',
      `redis:7 | sha256:${'a'.repeat(12)} | tag moved`,
      '  a:1 | tag moved',
    ]);
  });

  it('stand by file', () => {
    expect(drawn('file').slice(0, 4)).toEqual([
      'a/Dockerfile | 3 places | 2 not pinned | 1 warning',
      '  node:20 | line 1 | not pinned | 1 note',
      `  redis:7@${digest('a')} | line 2`,
      '  nginx | line 3 | not pinned | 1 warning',
    ]);
  });

  it('stand by problem, the gravest first, and lead to where the finding stands', () => {
    expect(drawn('problem')).toEqual([
      'tag-missing | warning',
      '  nginx | a/Dockerfile:3',
      'tag-not-pinned | information | 3 places',
      '  node:20 | 2 places',
      '    a/Dockerfile:1',
      '    b/Dockerfile:1',
      '  node:22 | b/Dockerfile:3',
    ]);
    expect(nodeOf('problem', 'nginx')).toMatchObject({ at: { uri: 'file:///w/a/Dockerfile', range: range(2) }, said: 'tag-missing!' });
  });

  it('have one id each, also in every order at once', () => {
    const ids = (nodes: readonly Node[]): string[] => nodes.flatMap(node => [node.id, ...ids(node.children)]);
    const all = (['image', 'file', 'problem'] as const).flatMap(grouping => ids(groupers[grouping](placesOf(files), l10n)));
    expect(new Set(all).size).toBe(all.length);
  });
});

describe('a filter', () => {
  it('keeps what has every word in its file, its reference or its findings', () => {
    const kept = (filter: string) => matching(placesOf(files), filter).map(({ file: { name }, use: { raw } }) => `${name} ${raw.slice(0, 8)}`);
    expect(kept('NODE b/')).toEqual(['b/Dockerfile node:20', 'b/Dockerfile node:22']);
    expect(kept('tag-missing')).toEqual(['a/Dockerfile nginx']);
    expect(kept('warning')).toEqual(['a/Dockerfile nginx']);
    expect(kept(digest('b'))).toHaveLength(1);
    expect(kept('  ')).toHaveLength(8);
    expect(kept('nothing')).toEqual([]);
  });
});

describe('what an action on lines asks for', () => {
  it('is every place below them that it can do something for', () => {
    expect(requestFor([nodeOf('image', 'node')], 'pin')).toEqual({ references: ['docker.io/library/node:20', 'docker.io/library/node:22'], uris: ['file:///w/a/Dockerfile', 'file:///w/b/Dockerfile'] });
    expect(requestFor([nodeOf('image', 'redis:7')], 'pin')).toBeUndefined();
    expect(requestFor([nodeOf('image', 'redis:7')], 'update')?.uris).toHaveLength(3);
    expect(requestFor([nodeOf('image', 'nginx'), nodeOf('image', '22')], 'pin')?.references).toEqual(['docker.io/library/nginx', 'docker.io/library/node:22']);
  });

  it('is one place where a place is pointed at', () => {
    expect(requestFor([nodeOf('image', 'b/Dockerfile:1')], 'pin')).toEqual({ references: ['docker.io/library/node:20'], uris: ['file:///w/b/Dockerfile'], start: { line: 0, character: 5 } });
  });

  it('is about all chosen lines where the clicked one is among them, and about that one alone otherwise', () => {
    const [a, b, c] = ['nginx', 'node', 'redis:7'].map(label => nodeOf('image', label));
    expect(chosenNodes(a, [a, b])).toEqual([a, b]);
    expect(chosenNodes(c, [a, b])).toEqual([c]);
    expect(chosenNodes(a, undefined)).toEqual([a]);
    expect(chosenNodes({ id: 'x' }, [a])).toEqual([]);
    expect(chosenNodes(undefined, [a])).toEqual([]);
  });
});

describe('what is listed', () => {
  it('is kept up with what is different', () => {
    const store = new ListedFiles();
    expect(store.take({ listing: 'l', turn: 1, isWhole: true, files, gone: [] })).toBe(true);
    expect(store.take({ listing: 'l', turn: 2, isWhole: false, files: [], gone: [] })).toBe(false);
    expect(store.take({ listing: 'l', turn: 3, isWhole: false, files: [file('b/Dockerfile', [])], gone: ['file:///w/a/Dockerfile'] })).toBe(true);
    expect(store.all().map(({ name, uses }) => [name, uses.length])).toEqual([['b/Dockerfile', 0], ['c/compose.yaml', 2]]);
    expect(store.known).toEqual({ listing: 'l', turn: 3 });
    store.take({ listing: 'another', turn: 1, isWhole: true, files: [], gone: [] });
    expect(store.all()).toEqual([]);
  });
});
