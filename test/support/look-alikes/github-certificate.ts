import { githubIssuer } from './look-alike';

const fulcio = '1.3.6.1.4.1.57264.1';

/** What Fulcio writes into a certificate for a workflow of GitHub Actions (oid-info.md). Numbers below 8 are raw strings. */
export function githubExtensions(repository: string, workflow: string, ref: string): { oid: string; value: string; legacy?: boolean }[] {
  const [owner = ''] = repository.split('/');
  const commit = 'c0ffee'.padEnd(40, '0');
  const source = `https://github.com/${repository}`;
  const config = `${source}/${workflow}@${ref}`;
  const older = [githubIssuer, 'schedule', commit, workflow, repository, ref];
  const newer = [
    githubIssuer, config, commit, 'github-hosted', source, commit, ref, '500000001',
    `https://github.com/${owner}`, '80000001', config, commit, 'schedule', `${source}/actions/runs/7000000001/attempts/1`, 'public',
  ];
  return [
    ...older.map((value, index) => ({ oid: `${fulcio}.${index + 1}`, value, legacy: true })),
    ...newer.map((value, index) => ({ oid: `${fulcio}.${index + 8}`, value })),
  ];
}
