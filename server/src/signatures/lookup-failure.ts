import { message, type Message } from '../core/message';
import { RegistryError, type RegistryErrorCode } from '../oci/error';

const sentences: Readonly<Record<RegistryErrorCode, (host: string) => Message>> = {
  offline: () => message('Look-ups are switched off.'),
  'untrusted-workspace': () => message('The workspace is not trusted, so nothing was looked up.'),
  'host-not-allowed': (host) => message('{0} may not be contacted without being asked to.', host),
  'rate-limited': (host) => message('{0} asks to be left alone for a while: rate limited (429).', host),
  unauthorized: (host) => message('{0} wants a login.', host),
  unreachable: (host) => message('{0} could not be reached.', host),
  timeout: (host) => message('{0} did not answer in time.', host),
  tls: (host) => message('There is no safe connection to {0}.', host),
  'bad-answer': (host) => message('{0} gave an answer that cannot be used.', host),
  cancelled: () => message('The look-up was cancelled.'),
};

/** Why something could not be looked up: never a statement about the image. */
export function explainLookupFailure(error: unknown): Message {
  if (error instanceof RegistryError) return sentences[error.code](error.host);
  return message('The registry could not be asked.');
}

/** The registry did send the bytes, and they are not what their descriptor says: that is known, and wrong. */
export function isWrongContent(error: unknown): boolean {
  return error instanceof RegistryError && error.code === 'bad-answer' && (error.status ?? 200) < 300;
}
