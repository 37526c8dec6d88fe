import { describe, expect, it } from 'vitest';
import { KeptListing } from '../../server/src/cli/kept-listing';
import type { ListedUse } from '../../server/src/cli/listed-use';
import type { WorkspaceText } from '../../server/src/cli/workspace';
import type { ReadDocument } from '../../server/src/core/document';
import { defaultPolicy } from '../../server/src/core/policy';
import type { KeptFilesPort } from '../../server/src/core/ports';
import { createHash } from '../../server/src/node/hash';
import { readOnce } from '../../server/src/service/reading';

/** As many as it takes for anything to be kept. */
const many = 500;
const context = { policy: defaultPolicy, path: '', localNames: new Set<string>() };

function dockerfile(path: string, text: string): WorkspaceText {
  return { path, shown: path, text, siblings: new Map(), context };
}

const tree = Array.from({ length: many }, (_, index) => dockerfile(`/w/${index}/Dockerfile`, `FROM node:${index}\n`));

function memory(): KeptFilesPort & { readonly texts: Map<string, string> } {
  const texts = new Map<string, string>();
  return {
    texts,
    read: name => Promise.resolve(texts.get(name)),
    write: (name, text) => Promise.resolve(void texts.set(name, text)).then(() => true),
  };
}

interface Listed {
  readonly uses: readonly ListedUse[];
  /** Paths of what was read, and not found. */
  readonly read: readonly string[];
}

interface Run {
  readonly files: KeptFilesPort;
  readonly build?: string;
  readonly change?: (document: ReadDocument) => ReadDocument;
}

async function list(texts: readonly WorkspaceText[], { files, build = 'b1', change = same => same }: Run): Promise<Listed> {
  const kept = await KeptListing.open({ files, hash: createHash(), build }, ['/w']);
  const read: string[] = [];
  const uses = texts.flatMap(text =>
    kept.of(text, () => {
      read.push(text.path);
      const document = readOnce(text, text.context.policy);
      return document && change(document);
    }),
  );
  await kept.save();
  return { uses, read };
}

/** The tree with one other text in place of its first. */
function withFirst(change: Partial<WorkspaceText>): readonly WorkspaceText[] {
  const [first, ...others] = tree;
  return [{ ...(first as WorkspaceText), ...change }, ...others];
}

describe('a listing that is kept', () => {
  it('says of every text what reading it said, and reads none', async () => {
    const files = memory();
    const odd = withFirst({ text: 'FROM Not/A/Reference\nFROM ghcr.io/acme/app:1@sha256:' + 'a'.repeat(64) + '\nFROM ${nobody}\n' });
    const first = await list(odd, { files });
    expect(first.read).toHaveLength(many);
    expect(first.uses).toHaveLength(many + 2);
    expect(await list(odd, { files })).toEqual({ uses: first.uses, read: [] });
  });

  it.each<[string, Partial<WorkspaceText>]>([
    ['the text', { text: 'FROM node:21\n' }],
    ['the path', { path: '/w/other/Dockerfile' }],
    ['a sibling', { siblings: new Map([['.env', 'A=1']]) }],
    ['the formats that are off', { context: { ...context, policy: { ...defaultPolicy, disabledFormats: ['dockerfile'] } } }],
  ])('reads again where %s is another one, and only there', async (_, change) => {
    const files = memory();
    await list(tree, { files });
    const changed = withFirst(change);
    expect((await list(changed, { files })).read).toEqual([changed[0]?.path]);
    expect((await list(changed, { files })).read).toEqual([]);
  });

  it('is no other build’s', async () => {
    const files = memory();
    await list(tree, { files });
    expect((await list(tree, { files, build: 'b2' })).read).toHaveLength(many);
  });

  it('has nothing of what was not read whole: whoever lists it is told so', async () => {
    const files = memory();
    const limited = [...tree, dockerfile('/w/Dockerfile', 'FROM node\n')];
    const change = (document: ReadDocument): ReadDocument => (document.uses.some(({ raw }) => raw === 'node') ? { ...document, limited: 'too-large' } : document);
    await list(limited, { files, change });
    expect((await list(limited, { files, change })).read).toEqual(['/w/Dockerfile']);
  });

  it('forgets what is gone, and is not made for a few', async () => {
    const files = memory();
    const more = dockerfile('/w/Dockerfile', 'FROM node\n');
    await list([...tree, more], { files });
    await list(tree, { files });
    expect((await list([...tree, more], { files })).read).toEqual(['/w/Dockerfile']);
    const few = memory();
    await list(tree.slice(1), { files: few });
    expect(few.texts).toEqual(new Map());
  });

  it.each<[string, (rows: unknown[]) => unknown]>([
    ['no list', () => ({})],
    ['no row', () => [7]],
    ['a line that is a word', ([row]) => [['1', ...(row as unknown[]).slice(1)]]],
    ['no text', ([row]) => [(row as unknown[]).with(4, 7)]],
    ['a reference without a name', ([row]) => [(row as unknown[]).with(7, { registry: 'docker.io' })]],
    ['a tag that is a number', ([row]) => [(row as unknown[]).with(7, { registry: 'docker.io', repository: 'a', tag: 1 })]],
    ['neither a reference nor why', ([row]) => [(row as unknown[]).with(7, null)]],
    ['a message with a hole in it', ([row]) => [(row as unknown[]).with(7, null).with(8, { template: 'x {0}', args: [null] })]],
  ])('reads again where the file has %s', async (_, spoil) => {
    const files = memory();
    const good = await list(tree, { files });
    const [[name, text]] = [...files.texts] as [[string, string]];
    const [build, rows] = JSON.parse(text) as [string, [string, unknown[]][]];
    files.texts.set(name, JSON.stringify([build, rows.map(([key, uses], index) => [key, index === 0 ? spoil(uses) : uses])]));
    expect(await list(tree, { files })).toEqual({ uses: good.uses, read: ['/w/0/Dockerfile'] });
  });

  it.each(['', 'null', '[', '["b1"]', '["b1",7]', '["b1",[7]]', '{}'])('is empty where the file says %j', async text => {
    const files = memory();
    await list(tree, { files });
    for (const name of files.texts.keys()) files.texts.set(name, text);
    expect((await list(tree, { files })).read).toHaveLength(many);
  });
});
