import { HttpError, type HttpRequest } from '../core/ports';
import { mayDial } from './address';

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Throws HttpError unless the URL is one that may be asked for. Host names are checked again when they are resolved. */
export function checkedUrl({ url, reach }: Pick<HttpRequest, 'url' | 'reach'>): URL {
  if (!URL.canParse(url)) throw new HttpError('refused-url', 'no URL');
  const parsed = new URL(url);
  if (parsed.username !== '' || parsed.password !== '') throw new HttpError('refused-url', 'a URL with credentials');
  const allowed = parsed.protocol === 'https:' || (parsed.protocol === 'http:' && loopback.test(parsed.hostname));
  if (!allowed) throw new HttpError('refused-url', `${parsed.protocol} to this host`);
  if (isLiteral(parsed.hostname) && !mayDial(parsed.hostname.replace(/^\[|\]$/g, ''), reach)) {
    throw new HttpError('refused-address', 'an address that may not be contacted');
  }
  return parsed;
}

/** URL has turned every spelling of an address (decimal, octal, hexadecimal) into the usual one; a dot may still end it. */
function isLiteral(hostname: string): boolean {
  return hostname.startsWith('[') || /^[\d.]+$/.test(hostname);
}
