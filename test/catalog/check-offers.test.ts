import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { describeWithShared } from '../support/shared';

const script = join(import.meta.dirname, '../../scripts/check-offers.mjs');
const fakeCli = join(import.meta.dirname, 'fixtures/explain.mjs');

function run(alternatives: unknown[]) {
  const env = { ...process.env, FAKE_ALTERNATIVES: JSON.stringify(alternatives) };
  return spawnSync(process.execPath, [script, '--cli', fakeCli], { env, encoding: 'utf8' });
}

const offer = (reference: string, differences: string[] = ['user root']) => ({ reference, differences });

describeWithShared('the check of offers', 'facts', () => {
  it('passes what the facts list', () => {
    const { status, stdout } = run([
      offer('cgr.dev/chainguard/node:latest'), offer('gcr.io/distroless/static-debian13:debug'), offer('dhi.io/node:24'), offer('docker.io/library/node:24'),
    ]);
    expect(stdout).toContain('0 problems');
    expect(status).toBe(0);
  });

  it.each([
    ['a tag that is not free', offer('cgr.dev/chainguard/node:20')],
    ['a repository that is not free', offer('cgr.dev/chainguard/vault:latest')],
    ['a retired repository', offer('gcr.io/distroless/nodejs20-debian13:latest')],
    ['no tag', offer('cgr.dev/chainguard/node')],
    ['another publisher', offer('quay.io/acme/node:24')],
    ['a version that Docker does not harden', offer('dhi.io/node:12')],
    ['an official tag that is not rebuilt', offer('docker.io/library/node:16')],
    ['no difference', offer('cgr.dev/chainguard/node:latest', [])],
    ['an empty difference', offer('cgr.dev/chainguard/node:latest', [' '])],
    ['a doubtful pair', offer('cgr.dev/chainguard/k3s-static:latest')],
  ])('fails for %s', (_, alternative) => {
    const { status, stderr } = run([alternative]);
    expect(stderr).toContain(alternative.reference);
    expect(status).toBe(1);
  });

  it('fails when there are too few', () => {
    const { status, stdout } = run([]);
    expect(stdout).toContain('0.0 %');
    expect(status).toBe(1);
  });
});
