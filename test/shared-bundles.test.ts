import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { shared } from '../scripts/lib/shared-bundles.mjs';

const root = join(import.meta.dirname, '..');
const { bundles } = (await import(join(root, 'scripts/lib/bundles.mjs'))) as { bundles: readonly { name: string; entry: string }[] };

describe('a bundle that others share', () => {
  it.each(shared)('$bundle is asked for what it has, and for all of that', async ({ bundle, names }) => {
    const { entry } = bundles.find(({ name }) => name === bundle) ?? { entry: '' };
    const module = (await import(entry.startsWith('server/') ? join(root, entry) : entry)) as object;
    // What a stand-in does not name would be undefined for whoever imports it.
    expect([...names].sort()).toEqual(Object.keys(module).filter(name => name !== 'default').sort());
  });
});
