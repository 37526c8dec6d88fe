/** One conversation with a `docker-credential-*` program: `get`, the registry on its input, JSON on its output. */
import { execFile } from 'node:child_process';
import type { Credential } from '../../core/login';
import { dockerHub } from '../../core/reference';
import { basicCredential, identityCredential, identityTokenUser } from './entry';
import type { Machine } from './places';

/** `why` is fit for a log: nothing that the program wrote is in it. */
export type HelperAnswer =
  | { readonly kind: 'login'; readonly credential: Credential }
  | { readonly kind: 'none' }
  | { readonly kind: 'failed'; readonly why: string };

export interface HelperRun {
  /** Absolute. */
  readonly program: string;
  /** Canonical. */
  readonly registry: string;
  readonly machine: Machine;
  /** Milliseconds: one that waits for a keychain to be unlocked may wait for ever. */
  readonly timeout?: number;
}

const mostOutput = 64 * 1024;
const hubKey = 'https://index.docker.io/v1/';
/** What such programs write when they have no login, beside an exit code that says the same of everything. */
const nothingThere = /^(?:credentials not found in native keychain|no credentials server URL|no credentials username)\s*$/;

export function runHelper({ program, registry, machine, timeout = 10_000 }: HelperRun): Promise<HelperAnswer> {
  const { environment, platform, home } = machine;
  const env = { ...environment, ...(platform === 'win32' ? { NoDefaultCurrentDirectoryInExePath: '1' } : {}) };
  return new Promise(resolve => {
    const options = { cwd: home, env, shell: false, windowsHide: true, timeout, maxBuffer: mostOutput, killSignal: 'SIGKILL', encoding: 'utf8' } as const;
    try {
      const child = execFile(program, ['get'], options, (error, output) => resolve(error ? failed(error, output) : read(output)));
      // It may end without having read.
      child.stdin?.on('error', () => undefined);
      child.stdin?.end(registry === dockerHub ? hubKey : registry);
    } catch {
      resolve({ kind: 'failed', why: 'it could not be started' });
    }
  });
}

function failed(error: Error & { killed?: boolean; code?: unknown }, output: string): HelperAnswer {
  if (nothingThere.test(output)) return { kind: 'none' };
  if (error.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') return { kind: 'failed', why: 'it wrote too much' };
  if (error.killed) return { kind: 'failed', why: 'it did not end in time' };
  return { kind: 'failed', why: typeof error.code === 'number' ? `it ended with ${error.code}` : 'it could not be started' };
}

function read(output: string): HelperAnswer {
  const [username, secret] = pick(output);
  if (username === undefined || secret === undefined) return { kind: 'failed', why: 'it answered with something else than a login' };
  if (secret === '') return { kind: 'none' };
  const credential = username === identityTokenUser ? identityCredential(secret) : basicCredential(username, secret);
  return credential ? { kind: 'login', credential } : { kind: 'failed', why: 'it answered with a login that cannot be used' };
}

function pick(output: string): readonly [string?, string?] {
  try {
    const value: unknown = JSON.parse(output);
    if (typeof value !== 'object' || value === null) return [];
    const { Username: username, Secret: secret } = value as Readonly<Record<string, unknown>>;
    return typeof username === 'string' && typeof secret === 'string' ? [username, secret] : [];
  } catch {
    return [];
  }
}
