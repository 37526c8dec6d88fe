/** One answer on the disk; without a value, that there is none any more. Times are milliseconds since 1970. */
export interface KeptAnswer {
  readonly at: number;
  /** When nobody wants it any more; Infinity for what cannot change. */
  readonly end: number;
  readonly used: number;
  readonly value?: unknown;
}

export interface KeptFile {
  /** When everything was forgotten on purpose: nothing older counts. */
  readonly cleared: number;
  /** By the digest of their key: no name of a registry, an image or a login is in the file. */
  readonly answers: ReadonlyMap<string, KeptAnswer>;
}

export const nothingKept: KeptFile = { cleared: 0, answers: new Map() };

/** Of the form of the file: another one is none of ours. */
const schema = 1;
export const mostKept = 5000;
/** Characters. Reading a file takes the process' time, some milliseconds for each million. */
const largestFile = 4_000_000;
const largestAnswer = 64 * 1024;
const keyPattern = /^[0-9a-f]{64}$/;
/** Milliseconds by which two clocks may disagree: an answer from the future would never get old. */
const skew = 5 * 60_000;

/** Picked out of a text that anybody may have written, or that was cut off. Never throws. */
export function parseKept(text: string | undefined, now: number): KeptFile {
  if (text === undefined || text.length > largestFile) return nothingKept;
  try {
    const file = JSON.parse(text) as unknown;
    if (!Array.isArray(file) || file[0] !== schema || !isTime(file[1]) || !Array.isArray(file[2])) return nothingKept;
    const answers = new Map<string, KeptAnswer>();
    const cleared = file[1] > now + skew ? 0 : file[1];
    for (const row of (file[2] as unknown[]).slice(0, mostKept)) {
      const [key, answer] = Array.isArray(row) ? readRow(row) : [];
      if (key !== undefined && answer && answer.at <= now + skew && answer.at > cleared && answer.end > now) answers.set(key, { ...answer, used: Math.min(answer.used, now) });
    }
    return { cleared, answers };
  } catch {
    return nothingKept;
  }
}

/** The newest word on each key, of whichever window. */
export function mergeKept(mine: KeptFile, theirs: KeptFile): KeptFile {
  const cleared = Math.max(mine.cleared, theirs.cleared);
  const answers = new Map<string, KeptAnswer>();
  for (const side of [theirs.answers, mine.answers]) {
    for (const [key, answer] of side) {
      const other = answers.get(key);
      if (answer.at <= cleared) continue;
      const newer = other && other.at > answer.at ? other : answer;
      answers.set(key, other ? { ...newer, used: Math.max(other.used, answer.used) } : answer);
    }
  }
  return { cleared, answers };
}

/** What somebody still wants, as much of it as the file may hold: what was used last goes first. */
export function boundKept({ cleared, answers }: KeptFile, now: number): KeptFile {
  const wanted = [...answers].filter(([, { end }]) => end > now).sort(([, a], [, b]) => b.used - a.used);
  return { cleared, answers: new Map(wanted.slice(0, mostKept)) };
}

/** Of answers that `boundKept` sorted. */
export function writeKept({ cleared, answers }: KeptFile): string {
  const rows: string[] = [];
  let size = 100;
  for (const [key, answer] of answers) {
    const row = writeRow(key, answer);
    if (row === undefined) continue;
    size += row.length + 2;
    if (size > largestFile) break;
    rows.push(row);
  }
  return `[${schema},${cleared},[\n${rows.join(',\n')}\n]]\n`;
}

/** Undefined for what is too large, or nested too deep to be written: somebody else's. */
function writeRow(key: string, { at, end, used, value }: KeptAnswer): string | undefined {
  try {
    // JSON knows no Infinity; 0 is never an end.
    const row = JSON.stringify([key, at, end === Infinity ? 0 : end, used, ...(value === undefined ? [] : [value])]);
    return row.length > largestAnswer ? undefined : row;
  } catch {
    return undefined;
  }
}

function readRow([key, at, end, used, value]: readonly unknown[]): readonly [string, KeptAnswer] | readonly [] {
  if (typeof key !== 'string' || !keyPattern.test(key) || !isTime(at) || !isTime(end) || !isTime(used)) return [];
  return [key, { at, end: end === 0 ? Infinity : end, used, ...(value === undefined ? {} : { value }) }];
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
