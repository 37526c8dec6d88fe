import { beforeEach, describe, expect, it } from 'vitest';
import { runInProcess } from '../support/cli-in-process';
import { createTestClock } from '../support/fake-registry-client';
import { folderWith, writeInto } from '../support/folder';
import { createTestService } from '../support/service';

const day = 86_400_000;
const policy = `version: 1
rules: { unused-ignore: warning, tag-not-pinned: off }
ignore:
  - rule: tag-latest
    image: docker.io/library/redis
  - rule: tag-latest
    image: docker.io/library/golang
    reason: no more
  - { rule: tag-missing, expires: 2026-11-01 }
  - rule: tag-not-pinned
  - rule: digest-stale
    image: docker.io/library/nginx
  - rule: end-of-life
    path: nowhere/**
`;

interface Report {
  readonly findings: readonly { readonly file: string; readonly line: number; readonly rule: string; readonly severity: string; readonly message: string; readonly reference: string }[];
  readonly summary: { readonly warning: number };
}

let folder: string;

async function check(argv: readonly string[], on = '2026-11-26'): Promise<string[]> {
  const clock = createTestClock();
  clock.advance(Date.parse(on) + day / 2 - clock.now());
  const service = await createTestService({ client: { resolve: () => Promise.reject(new Error('nobody was asked')) } as never, clock });
  const { json } = await runInProcess(['check', '--offline', '--format', 'json', ...argv], { service, clock, folder });
  return json<Report>().findings.filter(({ rule }) => rule === 'unused-ignore').map(({ file, line, severity, message, reference }) => `${file}:${line} ${severity} ${message} <${reference}>`);
}

describe('entries of the policy that hide nothing', () => {
  beforeEach(() => {
    folder = folderWith({ '.plimsoll.yaml': policy, Dockerfile: 'FROM redis:latest\nFROM node:22\n', 'x/Dockerfile': 'FROM node\n' });
  });

  it('are found in their own file: those that nothing needs, and those that are past', async () => {
    expect(await check([])).toEqual([
      '.plimsoll.yaml:6 warning This entry hides nothing: tag-latest <rule: tag-latest>',
      '.plimsoll.yaml:9 warning This entry hides nothing since 2026-11-01 <{ rule: tag-missing, expires: 2026-11-01 }>',
      '.plimsoll.yaml:13 warning This entry hides nothing: end-of-life <rule: end-of-life>',
    ]);
  });

  it('hide something until the end of their last day', async () => {
    expect((await check([], '2026-11-01')).join('\n')).not.toContain('tag-missing');
    expect((await check([], '2026-11-02')).join('\n')).toContain('tag-missing');
  });

  it('are not looked for where only some files are checked', async () => {
    expect(await check(['x'])).toEqual([]);
    expect(await check(['.'])).toHaveLength(3);
  });

  it('are nobody\'s business while the rule is off', async () => {
    writeInto(folder, { '.plimsoll.yaml': policy.replace('unused-ignore: warning, ', '') });
    expect(await check([])).toEqual([]);
  });

  it('are not judged where a file was too large to be read', async () => {
    writeInto(folder, { 'y/pod.yaml': `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n${'    - image: a:1\n'.repeat(200_000)}` });
    expect(await check([])).toEqual(['.plimsoll.yaml:9 warning This entry hides nothing since 2026-11-01 <{ rule: tag-missing, expires: 2026-11-01 }>']);
  });
});
