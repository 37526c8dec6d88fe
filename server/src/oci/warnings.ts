/** What a registry has to say to everybody (distribution specification, "Warnings"): once per host, in the log. */
import type { HttpPort, LogPort } from '../core/ports';
import { cleanText } from './redact';

const mostHosts = 500;
const longestHeader = 4096;
/** `299 - "text"`, and nothing else: no other code, agent or date. */
const warning = /^299 - "((?:[^"\\]|\\["\\])*)"$/;
/** Between two of them, where the header came more than once. */
const between = /,\s*(?=299 - ")/;
/** Longer than a word: what we sent may stand there, as a token. */
const secretLike = /[\w+=~-]{24,}/g;

/** The texts of the header, fit for a line of a log; none where it holds anything else. */
export function warningsIn(header: string | undefined): readonly string[] {
  if (header === undefined || header.length > longestHeader) return [];
  const texts = header.split(between).map(each => warning.exec(each.trim())?.[1]);
  const plain = texts.map(text => cleanText((text ?? '').replace(/\\(.)/g, '$1').replace(secretLike, '…')).trim());
  return plain.some(text => text === '') ? [] : plain;
}

/** `http`, whose answers are looked through. Whoever is shown a login or a token is not listened to: it could be repeated. */
export function notingWarnings({ http, log }: { http: HttpPort; log: LogPort }): HttpPort {
  const heard = new Set<string>();
  return {
    async exchange(request) {
      const response = await http.exchange(request);
      const { host } = new URL(request.url);
      const texts = request.headers['authorization'] === undefined ? warningsIn(response.headers['warning']) : [];
      if (texts.length > 0 && !heard.has(host) && heard.size < mostHosts) {
        heard.add(host);
        log.warn(`${host} warns: ${texts.join(' ')}`);
      }
      return response;
    },
  };
}
