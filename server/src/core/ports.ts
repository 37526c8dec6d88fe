/** The doors through which the engine reaches the world. Only `node/` implements them. */

/** The part of AbortSignal that is needed; any AbortSignal fits. */
export interface CancelSignal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

export interface HttpRequest {
  readonly method: 'GET' | 'HEAD' | 'POST';
  /** `http:` or `https:` only. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Milliseconds for the whole exchange, body included. */
  readonly timeout: number;
  /** Bytes; a longer body is cut off with `too-large`. */
  readonly maxBytes: number;
  /**
   * Which addresses the host name may lead to, checked on the address that is dialled:
   * `consented` allows private and loopback ones; `public` refuses them. Link-local and metadata addresses are always refused.
   */
  readonly reach: 'public' | 'consented';
  readonly signal?: CancelSignal;
}

export interface HttpResponse {
  readonly status: number;
  /** Names in lower case; several headers of one name are joined by `, `. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** What the transport itself can run into; anything that a registry answered is an HttpResponse. */
export const httpErrorCodes = [
  'unreachable',
  'reset', // the connection was made and then died: worth another try
  'timeout',
  'tls',
  'proxy', // what stands between: nobody behind it was asked
  'refused-address',
  'refused-url',
  'too-large',
  'cancelled',
] as const;
export type HttpErrorCode = (typeof httpErrorCodes)[number];

/** What exactly a secure connection failed at, or a proxy. */
export const httpProblems = [
  'self-signed', 'unknown-authority', 'expired', 'not-yet-valid', 'wrong-host', 'no-tls',
  'proxy-login', 'proxy-refused', 'proxy-unreachable', 'proxy-garbage', 'proxy-unusable',
] as const;
export type HttpProblem = (typeof httpProblems)[number];

export class HttpError extends Error {
  override readonly name = 'HttpError';
  readonly code: HttpErrorCode;
  readonly problem: HttpProblem | undefined;

  /** By name: each bundle has a copy of this class. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === 'HttpError';
  }

  constructor(code: HttpErrorCode, text: string, options: { cause?: unknown; problem?: HttpProblem | undefined } = {}) {
    super(text, options.cause === undefined ? {} : { cause: options.cause });
    this.code = code;
    this.problem = options.problem;
  }
}

/** One exchange, one hop: redirects are answers, never followed. Throws HttpError. */
export interface HttpPort {
  exchange(request: HttpRequest): Promise<HttpResponse>;
}

export interface HashPort {
  /** Lower-case hex. */
  hex(algorithm: 'sha256' | 'sha384' | 'sha512', bytes: Uint8Array): string;
}

export interface ClockPort {
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves after `milliseconds`, or at once when `signal` aborts. */
  sleep(milliseconds: number, signal?: CancelSignal): Promise<void>;
}

export interface LogPort {
  debug(text: string): void;
  info(text: string): void;
  warn(text: string): void;
  error(text: string): void;
}

/** Paths use `/` and are absolute. */
export interface FilesPort {
  /** The text, a BOM kept; undefined when there is no such regular file, or it cannot be read. */
  readText(path: string): Promise<string | undefined>;
  /** Every file below `folder`, relative to it; leaves out `.git`, `node_modules` and what .gitignore names. */
  walk(folder: string, signal?: CancelSignal): AsyncIterable<string>;
}

/** Small files of the machine, or of the person at it, that may change at any time. Nothing here throws. */
export interface MachineTextsPort {
  /** The text as it is now, or was moments ago; undefined when there is no such regular file of a sensible size. */
  text(path: string): Promise<string | undefined>;
  /** Names of what stands in the folder, sorted. */
  list(folder: string): Promise<readonly string[]>;
}

/** Texts that one program keeps for its next run, in a folder of its own. Nothing here throws. */
export interface KeptFilesPort {
  /** Undefined: there is none, or it cannot be read. */
  read(name: string): Promise<string | undefined>;
  /** A whole file at once: whoever reads meanwhile has the old text or the new one. False: it could not be kept. */
  write(name: string, text: string): Promise<boolean>;
}

/** A folder for one piece of work. */
export interface ScratchFolder {
  /** Absolute. */
  readonly path: string;
  /** Answers with the file's path. */
  write(name: string, bytes: Uint8Array): Promise<string>;
  read(name: string): Promise<Uint8Array>;
}

export interface ScratchPort {
  /** Nobody else can look into the folder, and it is gone when the work ends, however it ends. */
  within<T>(work: (folder: ScratchFolder) => Promise<T>): Promise<T>;
}

export interface FolderEntry {
  readonly name: string;
  /** Of the entry itself: a link is never what it leads to. */
  readonly kind: 'file' | 'folder' | 'link' | 'other';
}

/** What a person's own trust is read through: every entry counts, and what is no plain file is told apart. */
export interface TrustFilesPort {
  /** What stands in the folder, in the order of the names. */
  list(folder: string): Promise<readonly FolderEntry[] | 'missing' | 'unreadable'>;
  /** Undefined when it is no plain file, cannot be read, or is larger than `largest`. */
  readBytes(path: string, largest: number): Promise<Uint8Array | undefined>;
}
