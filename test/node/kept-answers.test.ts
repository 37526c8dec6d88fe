import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openKept } from '../../server/src/kept';
import { createClock } from '../../server/src/node/clock';
import { createHash } from '../../server/src/node/hash';
import { builtBundle } from '../support/built';

let storage: string;
let processes: ChildProcessByStdio<Writable, Readable, null>[] = [];

beforeEach(() => {
  storage = mkdtempSync(join(tmpdir(), 'plimsoll-answers-'));
});
afterEach(() => {
  for (const each of processes) each.kill();
  processes = [];
  rmSync(storage, { recursive: true });
});

const rounds = 60;

/** Writes its answers, one after the other, as fast as it can. */
function start(name: string): ChildProcessByStdio<Writable, Readable, null> {
  const script = join(import.meta.dirname, '../support/keep-answers.mjs');
  const started = spawn(process.execPath, [script, builtBundle('kept'), storage, name, `${rounds}`], { stdio: ['pipe', 'pipe', 'inherit'] });
  started.stdout.setEncoding('utf8');
  processes.push(started);
  return started;
}

function readFile(): unknown {
  try {
    return JSON.parse(readFileSync(join(storage, 'registries/answers.json'), 'utf8'));
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return [];
    throw error;
  }
}

describe('answers that two processes write at the same time', () => {
  it('are whole at any moment, and all there once each has written again', async () => {
    const both = [start('a'), start('b')];
    let ready = 0;
    for (const each of both) void once(each.stdout, 'data').then(([text]) => (ready += text === 'ready\n' ? 1 : Infinity));
    let looks = 0;
    while (ready < both.length) {
      expect(readFile()).toBeInstanceOf(Array);
      looks += 1;
      await new Promise(resolve => setTimeout(resolve, 1));
    }
    expect(ready).toBe(both.length);
    expect(looks).toBeGreaterThan(5);
    for (const [index, each] of both.entries()) {
      each.stdin.write(`last${index}\n`);
      expect(await once(each.stdout, 'data')).toEqual(['done\n']);
    }
    expect(readdirSync(join(storage, 'registries'))).toEqual(['answers.json']);
    const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
    const kept = await openKept({ storage, clock: createClock(), hash: createHash(), log });
    const keys = [...Array.from({ length: rounds }, (_, round) => [`a${round}`, `b${round}`]).flat(), 'last0', 'last1'];
    expect(keys.filter(key => kept.get(key) === undefined)).toEqual([]);
  });
});
