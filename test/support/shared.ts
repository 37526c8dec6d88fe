import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'vitest';

const shared = join(import.meta.dirname, '../../../shared');

/** Path of a folder or file of third-party material beside the checkout. */
export function sharedPath(...parts: string[]): string {
  return join(shared, ...parts);
}

/**
 * A suite over material that lies beside the checkout and is not part of it. On CI a missing folder is a failure;
 * in a user's clone the suite says that it was left out.
 */
export function describeWithShared(title: string, needs: string, suite: () => void): void {
  if (existsSync(sharedPath(needs))) {
    describe(title, suite);
    return;
  }
  describe(title, () => {
    it(`LEFT OUT: ${needs} is not beside this checkout`, () => {
      if (process.env['CI'] === 'true') throw new Error(`../shared/${needs} is missing on CI`);
      console.warn(`left out: ${title} (no ../shared/${needs})`);
    });
  });
}
