import type { Range } from '../../core/range';

/** From index `at` of the text on, the characters stand in the document from offset `source` on. */
interface Run {
  readonly at: number;
  readonly source: number;
}

/**
 * Text put together from stretches of the document: continuation lines are joined, quotes and escapes dropped, and still
 * every character knows where it stands. There is at least one run, so an empty text has a place too.
 */
export interface Traced {
  readonly text: string;
  readonly runs: readonly Run[];
}

export function traced(text: string, source: number): Traced {
  return { text, runs: [{ at: 0, source }] };
}

/** Index of the run that holds `index`; by halves, since a RUN of a thousand lines has a thousand runs. */
function runOf(runs: readonly Run[], index: number): number {
  let low = 0;
  let high = runs.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((runs[middle] as Run).at <= index) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Offset in the document of the character at `index`. */
export function sourceOf({ runs }: Traced, index: number): number {
  const run = runs[runOf(runs, index)] as Run;
  return run.source + index - run.at;
}

export function sliceTraced(of: Traced, start: number, end: number = of.text.length): Traced {
  const runs: Run[] = [{ at: 0, source: sourceOf(of, start) }];
  for (let index = runOf(of.runs, start) + 1; index < of.runs.length; index += 1) {
    const run = of.runs[index] as Run;
    if (run.at >= end) break;
    runs.push({ at: run.at - start, source: run.source });
  }
  return { text: of.text.slice(start, end), runs };
}

/** The same text in a document that has `by` characters more before it. */
export function movedTraced({ text, runs }: Traced, by: number): Traced {
  return { text, runs: runs.map(({ at, source }) => ({ at, source: source + by })) };
}

/** From the first to behind the last character; in between may lie what the text does not hold. */
export function spanOf(of: Traced): Range {
  const start = sourceOf(of, 0);
  return { start, end: of.text === '' ? start : sourceOf(of, of.text.length - 1) + 1 };
}

/** Whether the document has this text in one piece. */
export function isContiguous(of: Traced): boolean {
  const { start, end } = spanOf(of);
  return end - start === of.text.length;
}

/** Collects characters and stretches. */
export class TracedBuilder {
  #text = '';
  readonly #runs: Run[] = [];
  #next = -1;

  add(text: string, source: number): void {
    if (text === '') return;
    if (source !== this.#next) this.#runs.push({ at: this.#text.length, source });
    this.#text += text;
    this.#next = source + text.length;
  }

  /** `empty` is the place of a text without characters. */
  build(empty: number): Traced {
    return { text: this.#text, runs: this.#runs.length > 0 ? this.#runs : [{ at: 0, source: empty }] };
  }
}
