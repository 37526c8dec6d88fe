import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CliFolder, type CliResult } from '../support/cli';
import { RegistryWithTuf } from '../support/registry-with-tuf';

let world: RegistryWithTuf;
let folder: CliFolder;
let environment: Record<string, string>;

beforeEach(async () => {
  world = await RegistryWithTuf.start();
  folder = new CliFolder().put({
    'root.json': world.repo.seed,
    '.plimsoll.yaml': world.policy,
  });
  folder.put({ 'machine.yaml': `tufMirror: ${world.url}\ntufRoot: ${folder.path}/root.json\n` });
  environment = { PLIMSOLL_MACHINE_CONFIG: `${folder.path}/machine.yaml`, XDG_CACHE_HOME: join(folder.path, 'cache'), LOCALAPPDATA: join(folder.path, 'cache'), HOME: folder.path };
});
afterEach(async () => {
  await world.stop();
  folder.remove();
});

const verify = () => folder.run(['verify', '--format', 'json', world.image], environment);
const trustRoot = (result: CliResult) => result.json<{ trustRoot: Record<string, string> }>().trustRoot;
const matching = (pattern: RegExp) => expect.stringMatching(pattern) as unknown;

describe('a trust root from a TUF repository', () => {
  it('verifies, is kept, and verifies again without the repository', async () => {
    const first = await verify();
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(trustRoot(first)).toMatchObject({ source: 'refreshed', refreshed: matching(/^20\d\d-/) });
    expect(world.asked).toHaveLength(5);
    world.files = new Map();
    const second = await verify();
    expect(second.code).toBe(0);
    expect(trustRoot(second)).toEqual(trustRoot(first));
    expect(world.asked).toHaveLength(5);
    const text = await folder.run(['verify', world.image], environment);
    expect(text.out).toMatch(/Trust root\n {2}Source: refreshed\n {2}Date: \d{4}-\d\d-\d\d\n {2}Confirmed: \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC\n {2}Age in days: 0\n/);
  });

  it('is what was kept when the next refresh fails, and the report says that it did', async () => {
    const before = trustRoot(await verify());
    makeOld(folder);
    world.files = new Map();
    expect(await verify()).toMatchObject({ code: 0 });
    const after = await verify();
    expect(after.code).toBe(0);
    expect(trustRoot(after)).toMatchObject({
      sha256: before['sha256'],
      refreshed: matching(/^2020-/),
      note: matching(/^Refreshing the trust root failed on .*: its repository could not be reached$/),
    });
  });

  it('is refreshed beside a verification, before the process ends', async () => {
    await verify();
    makeOld(folder);
    expect(trustRoot(await verify())).toMatchObject({ refreshed: matching(/^2020-/) });
    expect(trustRoot(await verify())).not.toMatchObject({ refreshed: matching(/^2020-/) });
  });

  it('is no verdict where it cannot be fetched', async () => {
    world.files = new Map();
    expect(await verify()).toMatchObject({ code: 2, out: expect.stringContaining('is not there yet') as string });
    expect(await folder.run(['verify', '--offline', world.image], environment)).toMatchObject({ code: 2 });
  });

  it('keeps the command line from running where the machine\'s file is wrong', async () => {
    folder.put({ 'machine.yaml': 'tufMirror: http://tuf.example/\n' });
    expect(await verify()).toMatchObject({ code: 2, err: expect.stringContaining('https') as string });
  });
});

/** As if all was kept years ago. */
function makeOld({ path }: CliFolder): void {
  const cache = 'cache/plimsoll/tuf';
  for (const name of readdirSync(join(path, cache))) {
    const text = readFileSync(join(path, cache, name), 'utf8');
    folder.put({ [`${cache}/${name}`]: text.replace(/"(refreshed|attempted)":"\d{4}/g, '"$1":"2020') });
  }
}
