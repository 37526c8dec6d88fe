import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { builtBundle } from '../support/built';
import { drawn } from '../support/lsp-client';
import { afterwards, client, registry } from '../support/lsp-session';

const uri = 'file:///nowhere/Dockerfile';
const support = join(import.meta.dirname, '../support');
const misfortune = ['--require', join(support, 'misfortune.cjs')];

describe('a server whose editor is killed', () => {
  it.each(['ipc', 'stdio'])('ends within five seconds, over %s', async transport => {
    const parent = spawn(process.execPath, [join(support, 'parent.mjs'), transport, builtBundle('server')], { stdio: ['ignore', 'pipe', 'pipe'] });
    await once(parent.stdout, 'data');
    parent.stderr.resume();
    // The server holds the other end of it.
    const ended = once(parent.stderr, 'close').then(() => 'ended');
    parent.kill('SIGKILL');
    const late = new AbortController();
    const tooLate = new Promise(resolve => {
      const timer = setTimeout(() => resolve('still there'), 5000);
      late.signal.addEventListener('abort', () => clearTimeout(timer));
    });
    expect(await Promise.race([ended, tooLate])).toBe('ended');
    late.abort();
  });
});

describe('a server', () => {
  it('logs a promise that nobody caught, and lives on', async () => {
    const server = await client({ execArgv: misfortune });
    server.process.kill('SIGUSR2');
    await expect.poll(() => server.log.join()).toContain('unhandled rejection: Error: a planted rejection');
    await server.open(uri, 'FROM redis\n');
    expect(drawn(await server.until(uri, () => true))).toEqual(['tag-missing@0:5-10']);
  });

  it('ends, and says why, when nobody knows what still holds', async () => {
    const server = await client({ execArgv: misfortune });
    server.process.kill('SIGHUP');
    expect(await once(server.process, 'exit')).toEqual([1, null]);
    expect(server.log.join()).toContain('a planted exception');
  });

  it('killed while registries are asked leaves nothing that a new one stumbles over', async () => {
    const images = await registry();
    images.frozen = true;
    const settings = { allowedHosts: [images.host] };
    const first = await client({ settings });
    await first.open(uri, `FROM ${images.host}/acme/app:1\n`);
    await images.untilAsked();
    first.process.kill('SIGKILL');
    await once(first.process, 'exit');
    images.release();
    const second = await client({ settings });
    await second.open(uri, `FROM ${images.host}/acme/app\n`);
    expect(drawn(await second.until(uri, () => true))).toHaveLength(1);
  });

  it('writes nothing to stderr when a whole document is looked up at once', async () => {
    const images = await registry();
    const server = await client({ settings: { allowedHosts: [images.host] } });
    await server.open(uri, Array.from({ length: 60 }, (_, tag) => `FROM ${images.host}/acme/app:${tag}\n`).join(''));
    await expect.poll(() => images.asked.length, { timeout: 10_000 }).toBe(60);
    await server.hover(uri, 0, 8);
    expect(server.log.filter(text => text.includes('Warning'))).toEqual([]);
  });
});

/** A folder with these files, and a folder of its own where the value is null. */
function workspace(files: Readonly<Record<string, string | null>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-life-'));
  afterwards(() => rmSync(folder, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    if (text === null) mkdirSync(join(folder, path), { recursive: true });
    else writeFileSync(join(folder, path), text);
  }
  return folder;
}

describe('a disk that fails', () => {
  it('takes no findings away: a policy file and a .gitignore that are folders', async () => {
    const folder = workspace({ '.plimsoll.yaml': null, '.gitignore': null, Dockerfile: 'FROM redis\n' });
    const server = await client({ folders: [folder] });
    await server.open(`file://${folder}/Dockerfile`, 'FROM redis\n');
    expect(drawn(await server.until(`file://${folder}/Dockerfile`, () => true))).toEqual(['tag-missing@0:5-10']);
    expect(server.log).toEqual([]);
  });

  it('takes no findings away: a workspace folder that is gone', async () => {
    const folder = join(workspace({}), 'gone');
    const server = await client({ folders: [folder] });
    await server.open(`file://${folder}/Dockerfile`, 'FROM redis\n');
    expect(drawn(await server.until(`file://${folder}/Dockerfile`, () => true))).toEqual(['tag-missing@0:5-10']);
  });
});
