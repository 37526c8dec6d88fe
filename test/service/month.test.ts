import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { CliFolder } from '../support/cli';
import { runInProcess } from '../support/cli-in-process';
import { startFakeRegistry, type FakeRegistry } from '../support/fake-registry';
import { background } from '../support/fake-registry-client';
import { contextOf, readBy, serviceOverHttp } from '../support/registry-service';

const files = 40;
const days = 30;
const day = 24 * 3_600_000;

let registry: FakeRegistry;
let folder: CliFolder;

beforeEach(async () => {
  registry = await startFakeRegistry();
  folder = new CliFolder();
});
afterEach(async () => {
  folder.remove();
  await registry.close();
});

interface Changes {
  readonly changed: readonly { readonly file: string; readonly line: number; readonly from: string; readonly to: string }[];
  readonly left: readonly unknown[];
}

it('a month in which every tag moves every day marks nothing in 40 pinned files, and update --dry-run lists every move', async () => {
  const { service, clock } = await serviceOverHttp();
  const names = Array.from({ length: files }, (_, index) => `team/app${index}`);
  const move = (today: number): readonly string[] => names.map(name => registry.putIndex(name, '1', `${name} on day ${today}`).digest);
  const pathOf = (index: number): string => (index % 2 === 0 ? `a${index}/Dockerfile` : `pods/${index}.yaml`);
  const imageOf = (index: number): string => `${registry.host}/${names[index]}:1`;
  const textOf = (index: number, digest = ''): string =>
    index % 2 === 0
      ? `FROM ${imageOf(index)}@${digest}\n`
      : `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - image: ${imageOf(index)}@${digest} # 1\n`;

  const pinned = move(0);
  folder.put(Object.fromEntries(names.map((_, index) => [pathOf(index), textOf(index, pinned[index])])));
  const run = (...argv: string[]) => runInProcess(argv, { service, clock, folder: folder.path });
  const texts = (): readonly string[] => names.map((_, index) => readFileSync(join(folder.path, pathOf(index)), 'utf8'));
  const before = texts();
  let marked = 0;
  let listed = 0;
  let latest: readonly string[] = pinned;

  for (let today = 1; today <= days; today += 1) {
    latest = move(today);
    clock.advance(day);
    const opened = before.map((text, index) => ({ document: readBy(service, text, join(folder.path, pathOf(index))), context: contextOf({}, pathOf(index)) }));
    await Promise.all(opened.map(({ document, context }) => service.lookUp(document, context, { consent: background(registry.host) })));
    for (const [index, { document, context }] of opened.entries()) {
      // What is silent must have been known.
      expect(service.facts(document.uses[0]!, document, context).tagNow).toMatchObject({ state: 'known', value: { serves: { digest: latest[index] } } });
      marked += service.check(document, context).findings.length;
    }
    const { changed, left } = (await run('update', '--dry-run', '--format', 'json')).json<Changes>();
    expect(left).toEqual([]);
    const moves = new Map(changed.map(({ file, from, to }) => [file, [from, to]]));
    for (const [index, digest] of latest.entries()) expect(moves.get(pathOf(index))).toEqual([`${imageOf(index)}@${pinned[index]}`, `${imageOf(index)}@${digest}`]);
    listed += changed.length;
  }

  expect({ marked, listed }).toEqual({ marked: 0, listed: files * days });
  expect(texts()).toEqual(before);
  expect((await run('check', '--fail-on', 'information')).code).toBe(0);
  expect((await run('update')).code).toBe(0);
  expect(texts()).toEqual(names.map((_, index) => textOf(index, latest[index])));
  expect((await run('update', '--dry-run', '--format', 'json')).json<Changes>().changed).toEqual([]);
}, 120_000);
