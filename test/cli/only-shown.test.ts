import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CliFolder } from '../support/cli';

let folder: CliFolder;
beforeEach(() => {
  folder = new CliFolder().put({ 'README.md': '```dockerfile\nFROM node\n```\n', 'src/main.c': '' });
});
afterEach(() => folder.remove());

describe('plimsoll, of Markdown', () => {
  it('lists the images of a file that is given by name, and none of a folder', async () => {
    const list = async (path: string) => (await folder.run(['images', '--format', 'json', path])).json<{ images: { raw: string; line: number; format: string }[] }>().images;
    expect(await list('README.md')).toMatchObject([{ raw: 'node', line: 2, format: 'dockerfile' }]);
    expect(await list('.')).toEqual([]);
  });

  it('judges, pins and updates nothing', async () => {
    const check = await folder.run(['check', '--format', 'json', 'README.md']);
    expect(check).toMatchObject({ code: 0 });
    expect(check.json()).toMatchObject({ findings: [], summary: { files: 0, images: 0 } });
    for (const command of ['pin', 'update']) {
      const run = await folder.run([command, '--offline', '--format', 'json', 'README.md']);
      expect(run).toMatchObject({ code: 0 });
      expect(run.json()).toMatchObject({ changed: [], left: [] });
    }
    expect(folder.text('README.md')).toBe('```dockerfile\nFROM node\n```\n');
  });
});
