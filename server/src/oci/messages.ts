import { message, type Message } from '../core/message';
import type { RegistryError, RegistryErrorCode } from './error';

const messages: Readonly<Record<RegistryErrorCode, (host: string) => Message>> = {
  offline: host => message('{0} was not asked, because look-ups are switched off', host),
  'untrusted-workspace': host => message('{0} was not asked, because the workspace is not trusted', host),
  'host-not-allowed': host => message('{0} may not be contacted', host),
  'rate-limited': host => message('rate limited (429) by {0}', host),
  unauthorized: host => message('{0} wants a login, or has no such image', host),
  unreachable: host => message('could not reach {0}', host),
  timeout: host => message('{0} did not answer in time', host),
  tls: host => message('no secure connection to {0}', host),
  'bad-answer': host => message('{0} gave an answer that cannot be relied on', host),
  cancelled: host => message('cancelled while {0} was asked', host),
};

/** Why something is not known, for the user. */
export function errorMessage(error: RegistryError): Message {
  if (error.code === 'unreachable' && error.status !== undefined) {
    return message('{0} answered with status {1}', error.host, error.status);
  }
  return error.code === 'unauthorized' ? unauthorizedMessage(error) : messages[error.code](error.host);
}

/** What may be done about it depends on what became of the login. */
function unauthorizedMessage({ host, login }: RegistryError): Message {
  if (login === undefined) return messages.unauthorized(host);
  if (login === 'used') return message('{0} does not show this to your login, or has no such image', host);
  if (login === 'refused') return message('{0} did not accept your login', host);
  return message('{0} wants a login, and yours goes to its token service at {1} only when plimsoll.tokenRealms names it', host, login.keptFrom);
}

/** What is said of an image that a registry does not have. */
export function notFoundMessage(host: string): Message {
  return message('not found on {0}', host);
}
