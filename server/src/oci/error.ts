import type { HttpProblem } from '../core/ports';

export type RegistryErrorCode =
  | 'offline'
  | 'untrusted-workspace'
  | 'host-not-allowed'
  | 'blocked' // the machine's registries.conf forbids it
  | 'rate-limited'
  | 'unauthorized' // 401, 403, or a 404 that may hide a private repository
  | 'unreachable'
  | 'timeout'
  | 'tls'
  | 'proxy' // what stands between: the registry was not asked
  | 'bad-answer' // against the specification, wrong digest, schema 1, oversized
  | 'cancelled';

/** What became of the person's login: shown, shown in vain, or kept from the token service at a host that nobody named for it. */
export type LoginUse = 'used' | 'refused' | { readonly keptFrom: string };

/** Something about a registry is not known. `host` is host:port as asked; the text holds no secret and no control characters. */
export class RegistryError extends Error {
  override readonly name = 'RegistryError';
  readonly code: RegistryErrorCode;
  readonly host: string;
  readonly status: number | undefined;
  /** Milliseconds since 1970 until which the host must be left alone. */
  readonly retryAt: number | undefined;
  /** Of `unauthorized`; undefined when there was no login. */
  readonly login: LoginUse | undefined;
  /** Of `tls` and `proxy`: what exactly is wrong. */
  readonly problem: HttpProblem | undefined;

  /** By name: what speaks to registries is a bundle of its own, and has another copy of this class. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === 'RegistryError';
  }

  constructor(
    code: RegistryErrorCode,
    host: string,
    text: string,
    options: { status?: number; retryAt?: number; login?: LoginUse | undefined; problem?: HttpProblem | undefined; cause?: unknown } = {},
  ) {
    super(text, options.cause === undefined ? {} : { cause: options.cause });
    this.code = code;
    this.host = host;
    this.status = options.status;
    this.retryAt = options.retryAt;
    this.login = options.login;
    this.problem = options.problem;
  }
}
