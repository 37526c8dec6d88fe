import type { CancelSignal } from '../core/ports';

/** Runs `work` with a signal that aborts with `outer`, or after `milliseconds`. */
export async function withDeadline<T>(
  milliseconds: number,
  outer: CancelSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  if (outer?.aborted) abort();
  outer?.addEventListener('abort', abort);
  const timer = setTimeout(abort, milliseconds);
  try {
    return await work(controller.signal);
  } finally {
    clearTimeout(timer);
    outer?.removeEventListener('abort', abort);
  }
}
