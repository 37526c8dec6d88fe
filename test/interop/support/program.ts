import { execFile } from 'node:child_process';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Path of a tool that run.mjs has built. */
export function toolPath(name: 'cosign2' | 'cosign3' | 'notation' | 'registry'): string {
  const paths = JSON.parse(process.env['PLIMSOLL_INTEROP_TOOLS'] ?? '{}') as Record<string, string>;
  const path = paths[name];
  if (path === undefined) throw new Error('run this with: npm run test:interop');
  return path;
}

/** Nothing but loopback: a proxy that nobody serves stands before everything else. */
const offline = { HTTPS_PROXY: 'http://127.0.0.1:9', HTTP_PROXY: 'http://127.0.0.1:9', NO_PROXY: '127.0.0.1,localhost' };

/** Runs in `folder`, which is home and working directory; no settings of the person who tests are seen. */
export function run(program: string, args: readonly string[], folder: string, environment: Readonly<Record<string, string>> = {}): Promise<Ran> {
  const env = { PATH: process.env['PATH'] ?? '', HOME: folder, TUF_ROOT: `${folder}/tuf`, ...offline, ...environment };
  return new Promise((resolve, reject) => {
    execFile(program, args, { cwd: folder, env, maxBuffer: 1 << 26 }, (error, out, err) => {
      if (error === null) resolve({ code: 0, out, err });
      else if (typeof error.code === 'number') resolve({ code: error.code, out, err });
      else reject(new Error(`${program} does not run`, { cause: error }));
    });
  });
}

/** For what prepares a case: its failure is no verdict. */
export async function mustRun(...args: Parameters<typeof run>): Promise<Ran> {
  const ran = await run(...args);
  if (ran.code !== 0) throw new Error(`${args[0]} ${args[1].join(' ')} ended with ${ran.code}:\n${ran.err}`);
  return ran;
}
