import { randomBytes } from 'node:crypto';
import { chmod, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';

/**
 * Replaces a whole file at once: a reader sees the old text or the new one, and a failure leaves the old one. A link keeps
 * pointing where it did. Throws when the file no longer holds `expected`, byte for byte.
 */
export async function replaceFile(path: string, expected: string, text: string): Promise<void> {
  const target = await realpath(path);
  const bytes = await readFile(target);
  if (!bytes.equals(Buffer.from(expected, 'utf8'))) {
    throw new Error('the file changed meanwhile, or is not UTF-8');
  }
  const { mode } = await stat(target);
  const temporary = `${target}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    await writeFile(temporary, text, { encoding: 'utf8', flag: 'wx', flush: true, mode });
    await chmod(temporary, mode);
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
