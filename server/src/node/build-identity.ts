import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Names the bundles in `folder` as they are: with any of them changed it is another name. They are not opened. */
export function buildIdentity(folder: string): string {
  const bundles = readdirSync(folder).filter(name => name.endsWith('.js'));
  return bundles.map(name => [name, statSync(join(folder, name))] as const).map(([name, { size, mtimeMs }]) => `${name} ${size} ${mtimeMs}`).join('\n');
}
