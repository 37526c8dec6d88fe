import type { Credential } from '../../core/login';
import type { ClockPort, LogPort } from '../../core/ports';
import { findHelper } from './helper-program';
import { runHelper, type HelperAnswer } from './helper-run';
import type { Machine } from './places';
import { canonicalRegistry } from '../../core/registry-key';

/** Milliseconds that an answer counts: a keychain asks a person, and a cloud's program takes its time. */
const usedFor = 10 * 60_000;
const noneFor = 60_000;

interface Kept {
  readonly credential: Credential | undefined;
  /** Milliseconds since 1970. */
  readonly until: number;
}

export interface HelperParts {
  readonly machine: Machine;
  readonly folders: () => readonly string[];
  readonly clock: Pick<ClockPort, 'now'>;
  readonly log: Pick<LogPort, 'warn'>;
  /** Milliseconds. */
  readonly timeout?: number;
}

/** Logins that programs have: each is asked once for all who want the same, and what it said is kept in memory for a while. */
export class Helpers {
  readonly #parts: HelperParts;
  readonly #kept = new Map<string, Kept>();
  readonly #asking = new Map<string, Promise<Credential | undefined>>();
  readonly #warned = new Set<string>();

  constructor(parts: HelperParts) {
    this.#parts = parts;
  }

  /** `registry` is one that the person's own configuration names. Never rejects. */
  get(name: string, registry: string): Promise<Credential | undefined> {
    const key = JSON.stringify([name, registry]);
    const kept = this.#kept.get(key);
    if (kept && kept.until > this.#parts.clock.now()) return Promise.resolve(kept.credential);
    const asking = this.#asking.get(key) ?? this.#ask(name, registry, key).finally(() => this.#asking.delete(key));
    this.#asking.set(key, asking);
    return asking;
  }

  /** Asks anew for what was kept for the registry, as far as `isWrong` says so. */
  forget(registry: string, isWrong: (credential: Credential) => boolean): void {
    for (const [key, { credential }] of this.#kept) {
      if ((JSON.parse(key) as string[])[1] === registry && credential && isWrong(credential)) this.#kept.delete(key);
    }
  }

  async #ask(name: string, registry: string, key: string): Promise<Credential | undefined> {
    const answer = await this.#run(name, registry);
    if (answer.kind === 'failed') this.#warnOnce(`docker-credential-${shown(name)} has no login for ${shown(registry)}: ${answer.why}`, key);
    else this.#warned.delete(key);
    const credential = answer.kind === 'login' ? answer.credential : undefined;
    const now = this.#parts.clock.now();
    this.#kept.set(key, { credential, until: credential ? Math.min(now + usedFor, Math.max(endOf(credential), now)) : now + noneFor });
    return credential;
  }

  async #run(name: string, registry: string): Promise<HelperAnswer> {
    const { machine, folders, timeout } = this.#parts;
    if (canonicalRegistry(registry) !== registry) return { kind: 'failed', why: 'that is no registry' };
    const program = await findHelper(name, machine, folders());
    if (program === undefined) return { kind: 'failed', why: 'there is no such program' };
    return runHelper({ program, registry, machine, ...(timeout === undefined ? {} : { timeout }) });
  }

  #warnOnce(text: string, key: string): void {
    if (this.#warned.has(key)) return;
    this.#warned.add(key);
    this.#parts.log.warn(text);
  }
}

/** A name from a file, in a line of the log. */
function shown(text: string): string {
  return JSON.stringify(text.slice(0, 100)).slice(1, -1);
}

/** When a token ends that says so itself (RFC 7519), in milliseconds since 1970. */
function endOf(credential: Credential): number {
  const secret = credential.kind === 'basic' ? credential.password : credential.token;
  const [, payload] = /^[\w-]+\.([\w-]+)\.[\w-]*$/.exec(secret) ?? [];
  if (payload === undefined) return Number.POSITIVE_INFINITY;
  try {
    const { exp } = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as { readonly exp?: unknown };
    return typeof exp === 'number' && Number.isFinite(exp) ? exp * 1000 : Number.POSITIVE_INFINITY;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}
