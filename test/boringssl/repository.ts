/** Prints TUF repositories as JSON for `refresh.ts`: new ones, good and forged, and the root that ships. */
import { publicRepository } from '../../server/src/signatures/tuf/public-repository';
import { newTufKey, TufRepo, type Publishing } from '../support/tuf-repository';

export interface RepositoryVector {
  readonly name: string;
  readonly url: string;
  readonly root: string;
  /** Base64 by path. */
  readonly files: Readonly<Record<string, string>>;
  /** `refreshed`, or how it fails. */
  readonly outcome: string;
}

function vector(name: string, outcome: string, publishing: Publishing = {}): RepositoryVector {
  const repo = new TufRepo('{"trusted":"first"}').rotate().publish('{"trusted":"second"}', publishing);
  const files = Object.fromEntries([...repo.files].map(([path, bytes]) => [path, bytes.toString('base64')]));
  return { name, url: repo.url, root: repo.seed, files, outcome };
}

const forged = (['timestamp', 'snapshot', 'targets'] as const).map(role => vector(`forged ${role}`, 'refused', { signer: { [role]: newTufKey() } }));
// With nothing behind it: its own signatures are what is checked, and then there is no timestamp.
const shipped = { ...publicRepository(), name: 'the root that ships', files: {}, outcome: 'unreachable' };
process.stdout.write(JSON.stringify([vector('new repository', 'refreshed'), ...forged, shipped]));
