import { afterEach, describe, expect, it } from 'vitest';
import { CliFolder } from '../support/cli';

interface Report {
  readonly findings: readonly { readonly file: string; readonly line: number; readonly column: number; readonly endLine: number; readonly rule: string; readonly severity: string; readonly message: string; readonly reference: string }[];
  readonly suppressed: readonly { readonly by: string }[];
}

const policy = `version: 1
rules: { unused-ignore: warning, publisher-unknown: off }
delegate: [team]
ignore:
  - { rule: tag-not-pinned, reason: used }
  - { rule: tag-latest, reason: in vain }
  - rule: tag-missing
    expires: 2001-01-01
`;
const files = {
  '.plimsoll.yaml': policy,
  Dockerfile: 'FROM node:22\n',
  'team/.plimsoll.yaml': 'version: 1\nignore:\n  - { rule: tag-missing, path: "./**" }\n  - { rule: tag-missing, image: docker.io/library/redis }\n',
  'team/Dockerfile': 'FROM nginx\n',
};

const folders: CliFolder[] = [];
afterEach(() => folders.splice(0).forEach(folder => folder.remove()));

function folder(more: Readonly<Record<string, string>> = {}): CliFolder {
  const made = new CliFolder().put({ ...files, ...more });
  folders.push(made);
  return made;
}

async function toldOf(run: CliFolder, args: readonly string[] = []): Promise<string[]> {
  const { findings } = (await run.run(['check', '--offline', '--format', 'json', ...args])).json<Report>();
  return findings.filter(({ rule }) => rule === 'unused-ignore').map(({ file, line, message }) => `${file}:${line} ${message}`);
}

const ofRoot = [
  '.plimsoll.yaml:6 This ignore entry hides nothing: tag-latest',
  '.plimsoll.yaml:7 This ignore entry hides nothing since it expired (its last day was 2001-01-01): tag-missing',
];
const ofTeam = ['team/.plimsoll.yaml:4 This ignore entry hides nothing: tag-missing'];

describe('check tells of entries of `ignore`', () => {
  it('that hide nothing in all that the policy speaks for, and that have expired', async () => {
    expect(await toldOf(folder())).toEqual([...ofRoot, ...ofTeam]);
  });

  it('in the fields of every finding', async () => {
    const { findings } = (await folder().run(['check', '--offline', '--format', 'json'])).json<Report>();
    expect(findings.find(({ rule }) => rule === 'unused-ignore')).toEqual({
      file: '.plimsoll.yaml', line: 6, column: 5, endLine: 6, endColumn: 42, rule: 'unused-ignore', severity: 'warning',
      message: 'This ignore entry hides nothing: tag-latest', reference: '{ rule: tag-latest, reason: in vain }',
    });
  });

  it('and fails the run as any finding does', async () => {
    const run = folder({ '.plimsoll.yaml': policy.replace('  - { rule: tag-latest, reason: in vain }\n', '') });
    run.put({ 'team/.plimsoll.yaml': 'version: 1\n', 'team/Dockerfile': 'FROM node:22\n' });
    expect((await run.run(['check', '--offline'])).code).toBe(1);
    expect((await run.run(['check', '--offline', '--fail-on', 'error'])).code).toBe(0);
  });

  it('not where a part was checked, but for the policies of that part', async () => {
    const run = folder();
    expect(await toldOf(run, ['Dockerfile'])).toEqual([]);
    expect(await toldOf(run, ['Dockerfile', 'team/Dockerfile', '.plimsoll.yaml'])).toEqual([]);
    expect(await toldOf(run, ['team'])).toEqual(ofTeam);
  });

  it('not where something could not be read', async () => {
    const run = folder({ 'compose.yaml': '' });
    run.put({ 'compose.yaml': `services: {}\n# ${'x'.repeat(70_000_000)}\n` });
    expect(await toldOf(run)).toEqual([]);
  }, 60_000);

  it('not of a floor from elsewhere, which speaks for other folders too', async () => {
    const elsewhere = folder();
    const run = folder({ '.plimsoll.yaml': 'version: 1\n' });
    expect(await toldOf(run, ['--config', `${elsewhere.path}/.plimsoll.yaml`])).toEqual(ofTeam);
    run.put({ 'ci/policy.yaml': policy });
    expect(await toldOf(run, ['--config', 'ci/policy.yaml'])).toEqual([...ofRoot.map(line => line.replace('.plimsoll', 'ci/policy')), ...ofTeam]);
  });

  it('not unless a team wants to hear it, and not of what may not loosen anyway', async () => {
    expect(await toldOf(folder({ '.plimsoll.yaml': policy.replace('unused-ignore: warning, ', '') }))).toEqual([]);
    expect(await toldOf(folder({ '.plimsoll.yaml': policy.replace('[team]', '[]') }))).toEqual(ofRoot);
  });
});
