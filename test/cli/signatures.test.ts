import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CliFolder, type CliResult } from '../support/cli';
import { sendError, startFakeRegistry, type FakeRegistry } from '../support/fake-registry';
import { SignedRegistry } from '../support/signed-registry';
import type { Signed } from '../support/sign-as';

let folder: CliFolder;
let registry: FakeRegistry;
let images: SignedRegistry;
let environment: Record<string, string>;

beforeEach(async () => {
  folder = new CliFolder();
  registry = await startFakeRegistry();
  images = await SignedRegistry.over(registry);
  environment = images.trustedIn(folder);
});
afterEach(async () => {
  folder.remove();
  await registry.close();
});

interface Report {
  readonly findings: readonly { readonly rule: string; readonly severity: string; readonly message: string; readonly file: string }[];
  readonly suppressed: readonly { readonly by: string; readonly finding: { readonly rule: string } }[];
  readonly summary: { readonly unknown: number; readonly error: number };
  readonly trustRoot?: object;
}

const run = (...argv: string[]): Promise<CliResult> => folder.run(argv, environment);

/** The findings about signatures. */
function about(result: CliResult): string[] {
  return result.json<Report>().findings.filter(({ rule }) => rule.startsWith('sign')).map(({ rule, severity }) => `${severity} ${rule}`);
}

const outcomes: readonly (readonly [Signed, string])[] = [
  ['none', 'error signature-missing'], ['other', 'error signer-untrusted'], ['wrong', 'error signature-invalid'],
];

describe('check of images that must be signed', () => {
  async function required(how: Signed, policy = images.policy({ required: true }), before = ''): Promise<void> {
    await images.put('team/app', how);
    folder.put({ '.plimsoll.yaml': policy, Dockerfile: `${before}FROM ${images.host}/team/app:1\n` });
  }

  it('passes with a good signature, and says which trust root it believed', async () => {
    await required('good');
    const result = await run('check', '--format', 'json');
    expect(result.code).toBe(0);
    expect(about(result)).toEqual([]);
    expect(result.json<Report>().trustRoot).toMatchObject({ source: expect.stringContaining('root.json') as string });
  });

  it.each(outcomes)('fails: %s', async (how, finding) => {
    await required(how);
    const result = await run('check', '--format', 'json');
    expect({ code: result.code, found: about(result) }).toEqual({ code: 1, found: [finding] });
    expect((await run('check')).out).toContain(finding.split(' ')[1]);
  });

  it.each(outcomes)('fails whatever the rules, comments and flags say: %s', async (how, finding) => {
    const rule = finding.split(' ')[1] ?? '';
    await required(how, `${images.policy({ required: true })}rules: { ${rule}: off, tag-not-pinned: off }\n`, `# plimsoll-ignore-next-line ${rule}: please\n`);
    const result = await run('check', '--format', 'json', '--fail-on', 'error', '--on-unknown', 'ignore');
    expect({ code: result.code, found: about(result), hidden: result.json<Report>().suppressed }).toEqual({ code: 1, found: [finding], hidden: [] });
  });

  it('has its exceptions where the demand is', async () => {
    await required('none', `${images.policy({ required: true })}ignore: [{ rule: signature-missing, image: "${images.host}/team/app", reason: old, expires: 2999-01-01 }]\n`);
    const result = await run('check', '--format', 'json');
    expect(result.code).toBe(0);
    expect(result.json<Report>().suppressed).toMatchObject([{ by: 'config', finding: { rule: 'signature-missing' } }]);
  });

  it('exits with 2 where it could not look, whatever the flags say', async () => {
    await required('good');
    const anyway = ['--on-unknown', 'ignore', '--fail-on', 'none'];
    const offline = await run('check', '--offline', ...anyway);
    expect(offline).toMatchObject({ code: 2, err: expect.stringContaining(images.host) as string });
    registry.script(/GET .*\/(referrers|manifests)\//, (_request, response) => sendError(response, 500, 'UNKNOWN'));
    const broken = await run('check', '--format', 'json', ...anyway);
    expect({ code: broken.code, found: about(broken) }).toEqual({ code: 2, found: [] });
    expect(broken.json<Report>().summary.unknown).toBe(1);
  });

  it('asks for an image once, however many files name it', async () => {
    await required('none');
    for (let index = 0; index < 12; index += 1) folder.put({ [`${index}/Dockerfile`]: `FROM ${images.host}/team/app:1\n` });
    const result = await run('check', '--format', 'json');
    expect(about(result)).toHaveLength(13);
    expect(registry.log.filter(line => line.startsWith('GET') && line.endsWith('/manifests/1'))).toHaveLength(1);
  });

  it('says nothing of images that need no signature, and asks nobody about them', async () => {
    await images.put('team/app', 'wrong');
    folder.put({ '.plimsoll.yaml': images.policy(), Dockerfile: `FROM ${images.host}/team/app:1\n` });
    expect(about(await run('check', '--format', 'json'))).toEqual([]);
    expect(registry.requests).toEqual([]);
  });
});

describe('pin of images whose signer is known', () => {
  async function pinned(how: Signed, policy: string): Promise<{ result: CliResult; text: string; digest: string }> {
    const digest = await images.put('team/app', how);
    folder.put({ '.plimsoll.yaml': policy, Dockerfile: `FROM ${images.host}/team/app:1\n` });
    return { result: await run('pin', '--format', 'json'), text: folder.text('Dockerfile'), digest };
  }

  it('writes what is verified', async () => {
    const { result, text, digest } = await pinned('good', images.policy({ required: true }));
    expect(result).toMatchObject({ code: 0, err: '' });
    expect(text).toBe(`FROM ${images.host}/team/app:1@${digest}\n`);
    expect(result.json()).toMatchObject({ changed: [{ line: 1 }], left: [], trustRoot: { source: expect.stringContaining('root.json') as string } });
  });

  it.each([['wrong', 'not accepted'], ['other', 'not accepted']] as const)('writes nothing after a signature that is not accepted: %s', async (how, said) => {
    const { result, text } = await pinned(how, images.policy());
    expect(result.code).toBe(1);
    expect(text).toBe(`FROM ${images.host}/team/app:1\n`);
    expect(result.err).toContain(said);
    expect(result.json()).toMatchObject({ changed: [], left: [{ reason: expect.stringContaining(said) as string }] });
  });

  it('says on standard error what nobody signed, and keeps the report as it is', async () => {
    const { result, text, digest } = await pinned('none', images.policy());
    expect(result).toMatchObject({ code: 0, err: `Dockerfile:1: ${images.host}/team/app:1: its signature is not verified: No signature was found.\n` });
    expect(text).toContain(digest);
    expect(Object.keys(result.json())).toEqual(expect.arrayContaining(['changed', 'left']));
    expect(Object.keys(result.json())).not.toContain('notes');
  });

  it('writes nothing unsigned or unchecked where the policy requires a signature', async () => {
    const { result, text } = await pinned('none', images.policy({ required: true }));
    expect({ code: result.code, text }).toEqual({ code: 1, text: `FROM ${images.host}/team/app:1\n` });
    expect(result.err).toContain('the policy requires a signature on it');
    registry.script(/\/referrers\/|\.sig$/, (_request, response) => sendError(response, 500, 'UNKNOWN'));
    const unchecked = await run('pin');
    expect({ code: unchecked.code, text: folder.text('Dockerfile') }).toEqual({ code: 1, text });
  });

  it('says in Japanese what it must say', async () => {
    await images.put('team/app', 'none');
    folder.put({ '.plimsoll.yaml': images.policy(), Dockerfile: `FROM ${images.host}/team/app:1\n` });
    expect((await run('pin', '--lang', 'ja', '--dry-run')).err).toContain('署名を検証できていません');
  });
});
