/** More are never of use, and the oldest go first. */
const most = 20;

export interface Trouble {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** A command of ours, or `server`. */
  readonly where: string;
  /** A number of the protocol, or the name of a class of errors. */
  readonly code: string;
}

/** What went wrong in this window, by codes alone: an error's own words may name files, hosts and images. */
export class Troubles {
  readonly #now: () => number;
  #kept: Trouble[] = [];

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  add(where: string, error: unknown): void {
    this.#kept = [...this.#kept, { at: this.#now(), where, code: codeOf(error) }].slice(-most);
  }

  all(): readonly Trouble[] {
    return this.#kept;
  }
}

/** An error may come from anywhere: a code is a whole number, or looks like a name (`ENOENT`, `TypeError`). */
function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'unknown';
  const { code, name } = error as { readonly code?: unknown; readonly name?: unknown };
  return [code, name].map(asCode).find(found => found !== undefined) ?? 'unknown';
}

function asCode(value: unknown): string | undefined {
  if (Number.isSafeInteger(value)) return String(value);
  return typeof value === 'string' && /^[A-Za-z_]{1,40}$/.test(value) ? value : undefined;
}
