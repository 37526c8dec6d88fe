import type { AttestationReport, SignatureReport, SourceFacts } from '../../core/verification';

/** Characters of the names on these two hosts; no segment is `.` or `..`. */
const segment = String.raw`(?!\.{1,2}(?:/|$))[A-Za-z0-9_.-]{1,100}`;
const repositoryPage = new RegExp(String.raw`^https://(?:github\.com/${segment}/${segment}|gitlab\.com/${segment}(?:/${segment}){1,10})$`);
const runPages = [
  new RegExp(String.raw`^https://github\.com/${segment}/${segment}/actions/runs/\d{1,20}(?:/attempts/\d{1,6})?$`),
  new RegExp(String.raw`^https://gitlab\.com/${segment}(?:/${segment}){1,10}/-/(?:jobs|pipelines)/\d{1,20}$`),
];
const commitPattern = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;
const logPage = /^https:\/\/search\.sigstore\.dev\/\?logIndex=\d{1,20}$/;

/**
 * Pages about where something was built. What a certificate says is a link only where its authority vouched for it, the
 * signature is made with it, and the address is one of a repository, a commit or a run on a host that everybody knows.
 */
export interface SourceLinks {
  readonly repository?: string;
  readonly revision?: string;
  readonly run?: string;
}

export function sourceLinks({ source, checks }: Pick<SignatureReport | AttestationReport, 'source' | 'checks'>): SourceLinks {
  if (!source || !vouched(checks)) return {};
  const { run } = source;
  const repository = repositoryOf(source);
  const revision = commitPage(source, repository);
  return {
    ...(repository === undefined ? {} : { repository }),
    ...(revision === undefined ? {} : { revision }),
    ...(run !== undefined && runPages.some(page => page.test(run)) ? { run } : {}),
  };
}

/** The address of a log entry's page, where it is one that we made. */
export function logLink(page: string | undefined): string | undefined {
  return page !== undefined && logPage.test(page) ? page : undefined;
}

function vouched(checks: SignatureReport['checks']): boolean {
  return ['certificate-chain', 'signature'].every(name => checks.some(check => check.name === name && check.outcome === 'ok'));
}

function repositoryOf({ repository }: SourceFacts): string | undefined {
  return repository !== undefined && repositoryPage.test(repository) ? repository : undefined;
}

function commitPage({ revision }: SourceFacts, repository: string | undefined): string | undefined {
  if (repository === undefined || revision === undefined || !commitPattern.test(revision)) return undefined;
  return `${repository}${repository.startsWith('https://gitlab.com/') ? '/-' : ''}/commit/${revision}`;
}
