import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CliFolder } from '../support/cli';
import { startFakeRegistry, type FakeRegistry } from '../support/fake-registry';
import { signImage, testIdentity, testIssuer } from '../support/sign-image';

let folder: CliFolder;
let registry: FakeRegistry;

beforeEach(async () => {
  folder = new CliFolder();
  registry = await startFakeRegistry();
});
afterEach(async () => {
  folder.remove();
  await registry.close();
});

interface Images {
  readonly images: readonly Record<string, unknown>[];
}
interface Changes {
  readonly changed: readonly Record<string, unknown>[];
  readonly left: readonly Record<string, unknown>[];
}
interface Findings {
  readonly findings: readonly { readonly rule: string; readonly file: string; readonly severity: string }[];
  readonly suppressed: readonly Record<string, unknown>[];
  readonly summary: Record<string, number>;
}

describe('plimsoll', () => {
  it('explains itself, and knows no other verbs', async () => {
    expect(await folder.run(['--help'])).toMatchObject({ code: 0, out: expect.stringContaining('plimsoll verify') as string });
    expect(await folder.run(['--version'])).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as string });
    expect(await folder.run(['launder'])).toMatchObject({ code: 2, out: '' });
    expect(await folder.run(['check', 'nowhere'])).toMatchObject({ code: 2, err: expect.stringContaining('nowhere') as string });
  });

  it('speaks Japanese when asked, and keeps JSON English', async () => {
    folder.put({ Dockerfile: 'FROM node\n' });
    expect((await folder.run(['check', '--lang', 'ja'])).out).toMatch(/[ぁ-ん]/);
    expect((await folder.run(['check'], { LANG: 'ja_JP.UTF-8' })).out).toMatch(/[ぁ-ん]/);
    expect((await folder.run(['check', '--lang', 'ja', '--format', 'json'])).out).not.toMatch(/[ぁ-ん]/);
  });

  it('colours only when somebody looks, or when told to', async () => {
    folder.put({ Dockerfile: 'FROM node\n' });
    expect((await folder.run(['check'])).out).not.toContain('\u001b');
    expect((await folder.run(['check', '--color', 'always'])).out).toContain('\u001b');
    expect((await folder.run(['check', '--color', 'auto'], { NO_COLOR: '1' })).out).not.toContain('\u001b');
  });
});

describe('images', () => {
  it('lists every reference with its exact place and meaning', async () => {
    folder.put({ 'a/Dockerfile': '\uFEFFARG B=node:20\r\nFROM "$B" AS b\r\nFROM scratch\r\nCOPY --from=b / /\r\n', 'a/pod.yaml': 'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - image: "quay.io/a/b@sha256:' + 'a'.repeat(64) + '"\n' });
    const { code, json } = await folder.run(['images', '--format', 'json']);
    expect(code).toBe(0);
    expect(json<Images>().images).toEqual([
      { file: 'a/Dockerfile', line: 2, column: 7, endLine: 2, endColumn: 9, raw: '$B', resolved: 'docker.io/library/node:20', registry: 'docker.io', repository: 'library/node', tag: '20', digest: null, role: 'base', format: 'dockerfile', unresolved: null },
      expect.objectContaining({ file: 'a/pod.yaml', line: 5, column: 15, tag: null, digest: `sha256:${'a'.repeat(64)}`, role: 'container', format: 'kubernetes' }),
    ]);
  });

  it('says why a reference is not known', async () => {
    folder.put({ Dockerfile: 'ARG B\nFROM $B\n' });
    const [image] = (await folder.run(['images', '--format', 'json'])).json<Images>().images;
    expect(image).toMatchObject({ raw: '$B', resolved: null, unresolved: expect.any(String) as string });
  });

  it('reads a file that is given by name, wherever it lies', async () => {
    folder.put({ '.gitignore': 'out/\n', 'out/Dockerfile': 'FROM node:20\n' });
    expect((await folder.run(['images', '--format', 'json'])).json<Images>().images).toHaveLength(0);
    expect((await folder.run(['images', '--format', 'json', 'out/Dockerfile'])).json<Images>().images).toHaveLength(1);
  });
});

describe('check', () => {
  it('exits by the gravest finding and --fail-on', async () => {
    folder.put({ Dockerfile: 'FROM adminer:5\n' });
    expect((await folder.run(['check'])).code).toBe(0);
    expect((await folder.run(['check', '--fail-on', 'information'])).code).toBe(1);
    folder.put({ Dockerfile: 'FROM node\n' });
    expect((await folder.run(['check'])).code).toBe(1);
    expect((await folder.run(['check', '--fail-on', 'error'])).code).toBe(0);
    expect((await folder.run(['check', '--fail-on', 'none'])).code).toBe(0);
  });

  it('reports findings, what is suppressed, and the sums', async () => {
    folder.put({ Dockerfile: '# plimsoll-ignore-next-line tag-missing: a test\nFROM node\nFROM golang:latest\n' });
    const report = (await folder.run(['check', '--format', 'json'])).json<Findings>();
    expect(report.findings.map(({ rule }) => rule)).toEqual(['tag-latest']);
    expect(report.suppressed).toEqual([expect.objectContaining({ by: 'comment', reason: 'a test', expires: null })]);
    expect(report.summary).toEqual({ files: 1, images: 2, unknown: 0, suppressed: 1, error: 0, warning: 1, information: 0 });
  });

  it('gives the same report for the same input, but for the time', async () => {
    folder.put({ Dockerfile: 'FROM node\n', '.plimsoll.yaml': 'version: 1\n' });
    const [first, second] = await Promise.all([1, 2].map(async () => (await folder.run(['check', '--format', 'json'])).json()));
    expect({ ...first, checkedAt: '' }).toEqual({ ...second, checkedAt: '' });
    expect(first).toMatchObject({ schemaVersion: 1, tool: { name: 'plimsoll' }, policy: { path: '.plimsoll.yaml', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string } });
  });

  it('shows what applies and where it comes from', async () => {
    folder.put({ '.plimsoll.yaml': 'version: 1\nrules: { tag-not-pinned: off }\n', Dockerfile: '' });
    expect((await folder.run(['check', '--print-config', 'Dockerfile'])).out).toContain('rules.tag-not-pinned: "off"  # .plimsoll.yaml');
  });

  it('does not run on a policy that it cannot understand', async () => {
    folder.put({ '.plimsoll.yaml': 'version: 1\nrules: { tag-not-pined: error }\n', Dockerfile: 'FROM node\n' });
    expect(await folder.run(['check'])).toMatchObject({ code: 2, err: expect.stringContaining('tag-not-pinned') as string });
    expect((await folder.run(['check', '--config', 'absent.yaml'])).code).toBe(2);
  });

  it('does not take a policy that it cannot read for none', async () => {
    folder.put({ '.plimsoll.yaml/inside': '', Dockerfile: 'FROM node\n' });
    expect(await folder.run(['check'])).toMatchObject({ code: 2, err: expect.stringContaining('.plimsoll.yaml') as string });
  });

  it('does not run when it cannot understand what the machine demands', async () => {
    folder.put({ Dockerfile: 'FROM node:20\n', 'machine.yaml': 'rulez: {}\n' });
    const result = await folder.run(['check', '--fail-on', 'none'], { PLIMSOLL_MACHINE_CONFIG: `${folder.path}/machine.yaml` });
    expect(result).toMatchObject({ code: 2, out: '', err: expect.stringContaining('machine.yaml') as string });
  });
});

describe('a document that is not read whole', () => {
  it('is said, and does not read as clean', async () => {
    folder.put({ 'deep.yaml': `apiVersion: v1\nkind: Pod\nx: ${'['.repeat(300)}\nspec:\n  containers:\n    - image: node:20@sha256:${'a'.repeat(64)}\n` });
    const result = await folder.run(['check', '--format', 'json', '--on-unknown', 'fail']);
    expect(result).toMatchObject({ code: 1, err: expect.stringContaining('deep.yaml') as string });
    expect(result.json<Findings>().summary['unknown']).toBe(1);
  });
});

describe('pin', () => {
  it('adds the digests and changes nothing else', async () => {
    const { host } = registry;
    const one = registry.putIndex('team/build', '1').digest;
    const two = registry.putIndex('team/run', 'latest').digest;
    const text = (a: string, b: string) =>
      `# syntax comment\r\nARG BASE=${host}/team/build:1${a}\r\nFROM --platform=$BUILDPLATFORM $BASE AS build\r\nFROM ${host}/team/run${b}\r\nCOPY --from=build / /\r\n`;
    folder.put({ Dockerfile: text('', '') });
    expect((await folder.run(['pin', '--dry-run'])).out).toContain(`+FROM ${host}/team/run:latest@${two}`);
    expect(folder.text('Dockerfile')).toBe(text('', ''));
    const report = await folder.run(['pin', '--format', 'json']);
    expect(report).toMatchObject({ code: 0 });
    expect(folder.text('Dockerfile')).toBe(text(`@${one}`, `:latest@${two}`));
    expect(report.json<Changes>().changed).toEqual([
      { file: 'Dockerfile', line: 2, from: `${host}/team/build:1`, to: `${host}/team/build:1@${one}` },
      { file: 'Dockerfile', line: 4, from: `${host}/team/run`, to: `${host}/team/run:latest@${two}` },
    ]);
    expect((await folder.run(['pin', '--format', 'json'])).json<Changes>().changed).toEqual([]);
  });

  it('says what could not be pinned, and leaves it', async () => {
    folder.put({ Dockerfile: `FROM ${registry.host}/team/absent:1\n` });
    const result = await folder.run(['pin']);
    expect(result).toMatchObject({ code: 1, err: expect.stringContaining('not found') as string });
    expect(result.err).toContain(registry.host);
    expect(folder.text('Dockerfile')).toBe(`FROM ${registry.host}/team/absent:1\n`);
  });

  it('contacts nobody offline', async () => {
    registry.putIndex('team/run', '1');
    folder.put({ Dockerfile: `FROM ${registry.host}/team/run:1\n` });
    expect((await folder.run(['pin', '--offline'])).code).toBe(1);
    expect(registry.requests).toHaveLength(0);
  });

  it('skips what is pinned, ignored, templated or built here', async () => {
    const { host } = registry;
    folder.put({
      Dockerfile: `ARG X\nFROM ${host}/a@sha256:${'a'.repeat(64)}\nFROM $X\n# plimsoll-ignore-next-line tag-not-pinned: no\nFROM ${host}/b:1\n`,
      'compose.yaml': `services: { app: { build: ., image: ${host}/own } }\n`,
      'pod.yaml': `apiVersion: v1\nkind: Pod\nspec: { containers: [{ image: ${host}/own:dev }] }\n`,
    });
    expect(await folder.run(['pin'])).toMatchObject({ code: 0, out: '' });
    expect(registry.requests).toHaveLength(0);
  });
});

describe('explain', () => {
  it('answers one object per line', async () => {
    const { code, out } = await folder.run(['explain', '--offline', '--format', 'json', 'node:20', 'scratch', 'ghcr.io/acme/app']);
    expect(code).toBe(0);
    const [node, scratch, acme] = out.trim().split('\n').map(line => JSON.parse(line) as Record<string, unknown>);
    expect(node).toMatchObject({ reference: 'docker.io/library/node:20', publisher: 'docker-official', trusted: false });
    expect(node?.['alternatives']).toContainEqual(expect.objectContaining({ reference: 'cgr.dev/chainguard/node:latest', publisher: 'chainguard', exists: 'catalog' }));
    expect(scratch).toMatchObject({ publisher: null, lifecycle: [], alternatives: [] });
    expect(acme).toMatchObject({ publisher: null, alternatives: [] });
  });

  it('tells how an image lives, with date, source and what to use instead', async () => {
    const { out } = await folder.run(['explain', '--offline', '--format', 'json', 'openjdk:8', 'node:16']);
    const [openjdk, node] = out.trim().split('\n').map(line => JSON.parse(line) as { lifecycle: unknown[] });
    expect(openjdk?.lifecycle[0]).toMatchObject({ state: 'moved', replacement: 'docker.io/library/eclipse-temurin:8' });
    expect(node?.lifecycle[0]).toMatchObject({ state: 'end-of-life', date: '2023-09-11', source: 'endoflife.date' });
    const text = (await folder.run(['explain', '--offline', 'openjdk:8', 'scratch'])).out;
    expect(text).toContain('openjdk moved to eclipse-temurin');
    expect(text).toContain('scratch\n  the empty image');
  });

  it('asks registries whether alternatives exist and how large they are', async () => {
    const { size } = registry.putImageOf('cache/chainguard/node', { tag: 'latest', labels: { 'org.opencontainers.image.version': '24.11.0' } });
    folder.put({ '.plimsoll.yaml': `version: 1\nupstreams: { "${registry.host}/cache": cgr.dev }\n` });
    const { out } = await folder.run(['explain', '--format', 'json', 'node:24']);
    const { alternatives } = JSON.parse(out) as { alternatives: { reference: string }[] };
    const node = `${registry.host}/cache/chainguard/node`;
    expect(alternatives.find(({ reference }) => reference === `${node}:latest`)).toMatchObject({ exists: 'registry', size });
    // The registry says that it does not have it.
    expect(alternatives.map(({ reference }) => reference)).not.toContain(`${node}:latest-dev`);
  });

  it('knows what the policy trusts', async () => {
    folder.put({ '.plimsoll.yaml': 'version: 1\ntrust: { publishers: [docker-official] }\n' });
    expect((await folder.run(['explain', '--offline', '--format', 'json', 'node:20'])).json()).toMatchObject({ trusted: true });
  });

  it('refuses what is no reference', async () => {
    expect((await folder.run(['explain', 'Not A Reference'])).code).toBe(2);
  });
});

describe('verify', () => {
  async function signed(): Promise<{ reference: string; environment: Record<string, string> }> {
    const image = registry.putIndex('team/app', '1');
    const { trustedRoot } = await signImage({ image: { name: `${registry.host}/team/app`, ...image }, push: registry.push('team/app') });
    folder.put({ 'root.json': trustedRoot, 'machine.yaml': `trustedRoot: ${folder.path}/root.json\n` });
    return { reference: `${registry.host}/team/app:1`, environment: { PLIMSOLL_MACHINE_CONFIG: `${folder.path}/machine.yaml` } };
  }

  const policy = (host: string, identity: string) =>
    `version: 1\nsignatures: [{ images: "${host}/**", required: true, keyless: { issuer: "${testIssuer}", identity: "${identity}" } }]\n`;

  it('verifies who signed, and says so', async () => {
    const { reference, environment } = await signed();
    folder.put({ '.plimsoll.yaml': policy(registry.host, testIdentity), Dockerfile: `FROM ${reference}\n` });
    const result = await folder.run(['verify', '--format', 'json', reference], environment);
    expect(result.code).toBe(0);
    expect(result.json()).toMatchObject({ verdict: 'verified', signatures: expect.arrayContaining([expect.objectContaining({ identity: testIdentity, issuer: testIssuer })]) as unknown });
    expect((await folder.run(['verify', '.'], environment)).code).toBe(0);
    expect((await folder.run(['check', '--fail-on', 'error'], environment)).code).toBe(0);
  });

  it('does not take a good signature of somebody else', async () => {
    const { reference, environment } = await signed();
    folder.put({ '.plimsoll.yaml': policy(registry.host, 'https://github.com/acme/other'), Dockerfile: `FROM ${reference}\n` });
    expect(await folder.run(['verify', '--format', 'json', reference], environment)).toMatchObject({ code: 1, out: expect.stringContaining('"invalid"') as string });
    const check = await folder.run(['check', '--format', 'json'], environment);
    expect(check.code).toBe(1);
    expect(check.json<Findings>().findings).toContainEqual(expect.objectContaining({ rule: 'signer-untrusted', severity: 'error' }));
  });

  it('has no verdict where a key of the policy cannot be read, and shows nothing of it', async () => {
    const { reference, environment } = await signed();
    const requires = `version: 1\nsignatures: [{ images: "${registry.host}/**", required: true, key: { file: keys/us.pub, ignoreTlog: true } }]\n`;
    folder.put({ '.plimsoll.yaml': requires, Dockerfile: `FROM ${reference}\n` });
    for (const said of ['keys/us.pub, which the policy names, cannot be read', 'keys/us.pub, which the policy names, cannot be used: an SSH key']) {
      const verify = await folder.run(['verify', reference], environment);
      expect(verify).toMatchObject({ code: 2, out: expect.stringContaining(said) as string });
      expect(await folder.run(['check', '--fail-on', 'none'], environment)).toMatchObject({ code: 2, err: expect.stringContaining(said) as string });
      expect(verify.out + verify.err).not.toContain('SECRET');
      folder.put({ 'keys/us.pub': 'ssh-ed25519 AAAASECRET me\n' });
    }
    const config = await folder.run(['check', '--print-config', 'Dockerfile']);
    expect(config.out).toContain(`"key":{"file":"keys/us.pub","ignoreTlog":true},"required":true}  # .plimsoll.yaml`);
  });

  it('names an unpinned signer without calling it verified', async () => {
    const { reference, environment } = await signed();
    expect(await folder.run(['verify', '--format', 'json', reference], environment)).toMatchObject({ code: 1, out: expect.stringContaining('"signed-unpinned"') as string });
  });

  it('believes only the trust root that it is told to', async () => {
    const { reference } = await signed();
    expect(await folder.run(['verify', '--format', 'json', reference])).toMatchObject({ code: 1, out: expect.stringContaining('"invalid"') as string });
  });

  it('tells unsigned from not checked', async () => {
    registry.putIndex('team/bare', '1');
    folder.put({ '.plimsoll.yaml': policy(registry.host, testIdentity), Dockerfile: `FROM ${registry.host}/team/bare:1\n` });
    expect(await folder.run(['verify', '--format', 'json', `${registry.host}/team/bare:1`])).toMatchObject({ code: 1, out: expect.stringContaining('"unsigned"') as string });
    expect((await folder.run(['check'])).code).toBe(1);
    expect(await folder.run(['verify', '--offline', '--format', 'json', `${registry.host}/team/bare:1`])).toMatchObject({ code: 2, out: expect.stringContaining('"unknown"') as string });
    expect((await folder.run(['check', '--offline', '--on-unknown', 'ignore', '--fail-on', 'none'])).code).toBe(2);
  });
});
