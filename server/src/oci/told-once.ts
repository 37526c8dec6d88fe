import { render } from '../core/message';
import { HttpError, type HttpPort, type LogPort } from '../core/ports';
import { fromHttpError } from './failures';
import { errorMessage } from './messages';

/** More hosts than this are in nobody's files. */
const mostHosts = 500;

/** `http`, saying in the log what is wrong with a certificate or a proxy: once per host, as each image of it fails alike. */
export function toldOnce(http: HttpPort, log: Pick<LogPort, 'warn'>): HttpPort {
  const told = new Set<string>();
  return {
    async exchange(request) {
      try {
        return await http.exchange(request);
      } catch (error) {
        if (error instanceof HttpError && error.problem !== undefined) tell(new URL(request.url).host, error);
        throw error;
      }
    },
  };

  function tell(host: string, error: HttpError): void {
    const key = `${host} ${error.problem}`;
    if (told.has(key) || told.size >= mostHosts) return;
    told.add(key);
    log.warn(`${render(errorMessage(fromHttpError(error, host)))} (${error.message})`);
  }
}
