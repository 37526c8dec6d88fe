import { chmodSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach } from 'vitest';
import { noEdge, type LoginEdge, type LoginPort } from '../../../server/src/core/login';
import { createLogins } from '../../../server/src/node/logins';
import type { Machine } from '../../../server/src/node/logins/places';

const homes: Home[] = [];
afterEach(() => {
  for (const home of homes.splice(0)) home.remove();
});

/** The folder of somebody who has logins, gone after the test. */
export function home(): Home {
  const made = new Home();
  homes.push(made);
  return made;
}

export interface LoginOverrides {
  readonly environment?: Readonly<Record<string, string>>;
  readonly edge?: Partial<LoginEdge>;
  readonly dockerConfig?: string;
  readonly helperTimeout?: number;
}

export class Home {
  readonly path = realpathSync(mkdtempSync(join(tmpdir(), 'plimsoll-home-')));
  readonly warnings: string[] = [];
  now = Date.parse('2030-01-01T00:00:00Z');

  /** Below the folder. Answers with the path. */
  put(name: string, content: string | object): string {
    const path = join(this.path, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
    return path;
  }

  /** A program that takes note of each run in `NAME.runs`, one line of JSON each, and then does what `body` says. Answers with its folder. */
  program(name: string, body: string, folder = 'bin'): string {
    const runs = join(this.path, `${folder}/${name}.runs`.replaceAll('/', '-'));
    const path = this.put(`${folder}/${name}`, `#!${process.execPath}
const input = require('node:fs').readFileSync(0, 'utf8');
require('node:fs').appendFileSync(${JSON.stringify(runs)}, JSON.stringify({ argv: process.argv.slice(2), input, cwd: process.cwd() }) + '\\n');
${body}
`);
    chmodSync(path, 0o755);
    return dirname(path);
  }

  runs(name: string, folder = 'bin'): { readonly argv: string[]; readonly input: string; readonly cwd: string }[] {
    try {
      const text = readFileSync(join(this.path, `${folder}/${name}.runs`.replaceAll('/', '-')), 'utf8');
      return text.trim().split('\n').map(line => JSON.parse(line) as { argv: string[]; input: string; cwd: string });
    } catch {
      return [];
    }
  }

  get machine(): Machine {
    return { environment: { PATH: join(this.path, 'bin') }, platform: process.platform, home: this.path, user: 4_000_000_000 };
  }

  logins({ environment, edge, dockerConfig = '', helperTimeout }: LoginOverrides = {}): LoginPort {
    return createLogins({
      machine: { ...this.machine, environment: { ...this.machine.environment, ...environment } },
      edge: () => ({ ...noEdge, ...edge }),
      dockerConfig: () => dockerConfig,
      clock: { now: () => this.now },
      log: { warn: text => void this.warnings.push(text) },
      ...(helperTimeout === undefined ? {} : { helperTimeout }),
    });
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** What `docker login` writes. */
export function auth(username = 'alice', password = 'secret'): { readonly auth: string } {
  return { auth: Buffer.from(`${username}:${password}`).toString('base64') };
}

/** The body of a program that has this login. */
export function answers(username: string, secret: string): string {
  return `process.stdout.write(${JSON.stringify(JSON.stringify({ ServerURL: 'x', Username: username, Secret: secret }))});`;
}
