import type { CancellationToken } from 'vscode-languageserver';
import type { LogPort } from '../core/ports';
import { LSPErrorCodes, ResponseError } from './lsp-values';

export type GuardedRequest<P, R> = (params: P, token?: CancellationToken) => Promise<R | ResponseError<never>>;
export type GuardedNotification<P> = (params: P) => Promise<void>;

/**
 * The one wrapper around every handler: what is thrown is logged and answered with the fallback, and a cancelled request is
 * answered at once, whatever the handler still waits for.
 */
export interface Guard {
  request<P, R>(name: string, fallback: () => R, handler: (params: P, signal: AbortSignal) => Promise<R>): GuardedRequest<P, R>;
  notification<P>(name: string, handler: (params: P) => void | Promise<void>): GuardedNotification<P>;
}

const cancelled = Symbol('cancelled');

export function createGuard(log: LogPort): Guard {
  return {
    request: (name, fallback, handler) => async (params, token) => {
      const abort = new AbortController();
      const watching = token?.onCancellationRequested(() => abort.abort());
      if (token?.isCancellationRequested) abort.abort();
      try {
        const answer = await Promise.race([handler(params, abort.signal), whenAborted(abort.signal)]);
        return answer === cancelled ? cancelledError() : answer;
      } catch (error) {
        if (abort.signal.aborted) return cancelledError();
        log.error(`${name}: ${describeError(error)}`);
        return fallback();
      } finally {
        watching?.dispose();
      }
    },
    notification: (name, handler) => async params => {
      try {
        await handler(params);
      } catch (error) {
        log.error(`${name}: ${describeError(error)}`);
      }
    },
  };
}

function cancelledError(): ResponseError<never> {
  return new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
}

function whenAborted(signal: AbortSignal): Promise<typeof cancelled> {
  return new Promise(resolve => {
    if (signal.aborted) resolve(cancelled);
    else signal.addEventListener('abort', () => resolve(cancelled), { once: true });
  });
}

export function describeError(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
