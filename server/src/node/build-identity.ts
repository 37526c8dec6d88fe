import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Names the bundles in `folder` as they are: with any of them changed it is another name. They are not opened. */
export function buildIdentity(folder: string): string {
  const bundles = readdirSync(folder).filter(name => name.endsWith('.js'));
  // One may be gone already, while somebody builds.
  const states = bundles.map(name => statSync(join(folder, name), { throwIfNoEntry: false }));
  return bundles.map((name, index) => `${name} ${states[index]?.size} ${states[index]?.mtimeMs}`).join('\n');
}
