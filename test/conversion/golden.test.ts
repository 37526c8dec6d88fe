import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { render } from '../../server/src/core/message';
import type { ImageService } from '../../server/src/service/image-service';
import { convertText, createConversionService } from '../support/conversion';
import { checkConversion } from '../support/conversion-invariants';

const folder = join(import.meta.dirname, 'golden');
const names = readdirSync(folder).filter(name => name.endsWith('.before.Dockerfile')).map(name => name.replace('.before.Dockerfile', ''));
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

/** UPDATE=1 rewrites what is expected: whoever does that reads every line of it. */
const update = process.env['UPDATE'] === '1';

async function results(name: string) {
  const before = read(`${name}.before.Dockerfile`);
  const { text, conversion } = await convertText(before);
  const lineOf = (offset: number): number => before.slice(0, offset).split('\n').length;
  const left = conversion.left.map(({ range, reference, reason }) => ({ line: lineOf(range.start), reference, reason: render(reason) }));
  return { text, left: `${JSON.stringify(left, null, 2)}\n` };
}

describe('whole Dockerfiles', () => {
  let service: ImageService;
  beforeAll(async () => void (service = await createConversionService()));

  it.each(names)('%s', async name => {
    const { text, left } = await results(name);
    if (update) {
      writeFileSync(join(folder, `${name}.after.Dockerfile`), text);
      writeFileSync(join(folder, `${name}.left.json`), left);
    }
    expect(text).toBe(read(`${name}.after.Dockerfile`));
    expect(left).toBe(read(`${name}.left.json`));
    expect((await checkConversion(read(`${name}.before.Dockerfile`), service))?.problems).toEqual([]);
  });

  it('are at least thirty, each with its model', () => {
    expect(names.length).toBeGreaterThanOrEqual(30);
    const sources = read('SOURCES.md');
    expect(names.filter(name => !sources.includes(`| ${name} |`))).toEqual([]);
    expect(names.filter(name => !existsSync(join(folder, `${name}.left.json`)))).toEqual([]);
  });
});
