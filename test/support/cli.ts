import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { builtBundle } from './built';

export interface CliResult {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** The report, when it was asked for as JSON. */
  json<T = Record<string, unknown>>(): T;
}

/** A throw-away folder with the built command line beside it. */
export class CliFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'plimsoll-cli-'));

  put(files: Readonly<Record<string, string>>): this {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.path, path)), { recursive: true });
      writeFileSync(join(this.path, path), text);
    }
    return this;
  }

  text(path: string): string {
    return readFileSync(join(this.path, path), 'utf8');
  }

  /** Runs `plimsoll` in the folder; the environment holds no locale and no machine file but those given. */
  run(argv: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<CliResult> {
    const env = { PATH: process.env['PATH'] ?? '', LANG: 'C', ...environment };
    return new Promise(resolve => {
      execFile(process.execPath, [builtBundle('cli'), ...argv], { cwd: this.path, env, maxBuffer: 1 << 26 }, (error, out, err) => {
        const code = error ? (typeof error.code === 'number' ? error.code : -1) : 0;
        resolve({ code, out, err, json: <T>() => JSON.parse(out) as T });
      });
    });
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
