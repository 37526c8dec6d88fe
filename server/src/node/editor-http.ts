/** Exchanges that the editor makes for us: in the extension host, VS Code itself adds its proxies and certificates. */
import { mostFetched, type EditorFetch } from '../core/editor-fetch';
import { HttpError, httpErrorCodes, httpProblems, type HttpPort, type HttpRequest, type HttpResponse } from '../core/ports';
import { checkedUrl } from './http-checks';

export function createEditorHttp(fetch: EditorFetch, isInsecure: (host: string) => boolean): HttpPort {
  return {
    async exchange({ signal, ...request }) {
      const { host } = checkedUrl(request);
      const timeout = Math.min(request.timeout, mostFetched.milliseconds);
      const maxBytes = Math.min(request.maxBytes, mostFetched.bytes);
      const late = withDeadline(signal, timeout);
      try {
        const answer = await Promise.race([fetch({ ...request, timeout, maxBytes, insecure: isInsecure(host) }, late.signal), late.over]);
        return readAnswer(answer, maxBytes);
      } catch (error) {
        throw error instanceof HttpError ? error : new HttpError('unreachable', 'the editor did not answer');
      } finally {
        late.stop();
      }
    },
  };
}

/** The editor keeps to the deadline itself; one that does not is not waited for. */
function withDeadline(signal: HttpRequest['signal'], milliseconds: number): { signal: AbortSignal; over: Promise<never>; stop(): void } {
  const controller = new AbortController();
  let end: (error: HttpError) => void = () => undefined;
  const over = new Promise<never>((_, reject) => (end = reject));
  const stopWith = (error: HttpError) => (): void => {
    end(error);
    controller.abort();
  };
  const cancel = stopWith(new HttpError('cancelled', 'cancelled'));
  const timer = setTimeout(stopWith(new HttpError('timeout', `no answer within ${milliseconds} ms`)), milliseconds);
  signal?.addEventListener('abort', cancel);
  if (signal?.aborted) cancel();
  return {
    signal: controller.signal,
    over,
    stop: () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
    },
  };
}

const base64 = /^[A-Za-z0-9+/]*={0,2}$/;

function readAnswer(answer: unknown, maxBytes: number): HttpResponse {
  const given: Readonly<Record<string, unknown>> = typeof answer === 'object' && answer !== null ? { ...answer } : {};
  const { ok, status, headers, body } = given;
  if (ok !== true) throw readError(given);
  if (typeof status !== 'number' || !Number.isInteger(status) || status < 100 || status > 599 || typeof body !== 'string' || !base64.test(body)) {
    throw new HttpError('unreachable', 'the editor gave no answer that can be read');
  }
  const bytes = Buffer.from(body, 'base64');
  if (bytes.length > maxBytes) throw new HttpError('too-large', `more than ${maxBytes} bytes`);
  return { status, headers: readHeaders(headers), body: bytes };
}

function readHeaders(headers: unknown): Readonly<Record<string, string>> {
  const entries = typeof headers === 'object' && headers !== null ? Object.entries(headers) : [];
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

function readError({ code, problem, text }: Readonly<Record<string, unknown>>): HttpError {
  const known = httpErrorCodes.find(each => each === code) ?? 'unreachable';
  return new HttpError(known, typeof text === 'string' ? text.slice(0, 100) : known, { problem: httpProblems.find(each => each === problem) });
}
