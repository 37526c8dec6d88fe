import { LSPErrorCodes, ResponseError, type CancellationToken } from 'vscode-languageserver';
import type { LogPort } from '../core/ports';

export type Handler<P, R> = (params: P, signal: AbortSignal) => R | Promise<R>;
export type GuardedHandler<P, R> = (params: P, token?: CancellationToken) => Promise<R | ResponseError<void>>;
export type Guard = <P, R>(name: string, fallback: R, handler: Handler<P, R>) => GuardedHandler<P, R>;

const cancelled = Symbol('cancelled');

/**
 * The one wrapper around every handler: what is thrown is logged and answered with `fallback`, and a cancelled request is
 * answered at once, whatever the handler still waits for.
 */
export function createGuard(log: LogPort): Guard {
  return (name, fallback, handler) => async (params, token) => {
    const abort = new AbortController();
    const watching = token?.onCancellationRequested(() => abort.abort());
    if (token?.isCancellationRequested) abort.abort();
    try {
      const answer = await Promise.race([run(handler, params, abort.signal), whenAborted(abort.signal)]);
      return answer === cancelled ? new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled') : answer;
    } catch (error) {
      if (abort.signal.aborted) return new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
      log.error(`${name}: ${describeError(error)}`);
      return fallback;
    } finally {
      watching?.dispose();
    }
  };
}

async function run<P, R>(handler: Handler<P, R>, params: P, signal: AbortSignal): Promise<R> {
  return handler(params, signal);
}

function whenAborted(signal: AbortSignal): Promise<typeof cancelled> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(cancelled);
    else signal.addEventListener('abort', () => resolve(cancelled), { once: true });
  });
}

export function describeError(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
