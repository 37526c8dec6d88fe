import { message, type Message } from '../core/message';
import type { HttpProblem } from '../core/ports';
import type { RegistryError, RegistryErrorCode } from './error';

const messages: Readonly<Record<RegistryErrorCode, (host: string) => Message>> = {
  offline: host => message('{0} was not asked, because look-ups are switched off', host),
  'untrusted-workspace': host => message('{0} was not asked, because the workspace is not trusted', host),
  'host-not-allowed': host => message('{0} may not be contacted', host),
  blocked: host => message('{0} was not asked, because registries.conf on this machine blocks it', host),
  'rate-limited': host => message('rate limited (429) by {0}', host),
  unauthorized: host => message('{0} wants a login, or has no such image', host),
  unreachable: host => message('could not reach {0}', host),
  timeout: host => message('{0} did not answer in time', host),
  tls: host => message('no secure connection to {0}', host),
  proxy: host => message('could not get through the proxy to {0}', host),
  'bad-answer': host => message('{0} gave an answer that cannot be relied on', host),
  cancelled: host => message('cancelled while {0} was asked', host),
};

/** What is wrong, in one sentence with what can be done about it. */
const problems: Readonly<Record<HttpProblem, (host: string) => Message>> = {
  'self-signed': host => message('{0} shows a certificate that it signed itself: add it to the certificates of this computer, or the host to plimsoll.insecureRegistries', host),
  'unknown-authority': host => message('{0} shows a certificate of an authority that this computer does not know: add the authority to its certificates, or the host to plimsoll.insecureRegistries', host),
  expired: host => message('the certificate of {0} has expired: only plimsoll.insecureRegistries lets it be asked all the same', host),
  'not-yet-valid': host => message('the certificate of {0} is not valid yet: check the clock of this computer', host),
  'wrong-host': host => message('the certificate of {0} is for another host: only plimsoll.insecureRegistries lets it be asked all the same', host),
  'no-tls': host => message('{0} does not speak TLS: a registry on plain http has to be named in plimsoll.insecureRegistries', host),
  'proxy-login': host => message('the proxy on the way to {0} wants a login: give it in http.proxy, http.proxyAuthorization or HTTPS_PROXY', host),
  'proxy-refused': host => message('the proxy refuses to lead to {0}: see http.proxy, and http.noProxy for hosts that need no proxy', host),
  'proxy-unreachable': host => message('could not reach the proxy on the way to {0}: see http.proxy and HTTPS_PROXY', host),
  'proxy-garbage': host => message('the proxy on the way to {0} does not answer as a proxy does: see http.proxy and HTTPS_PROXY', host),
  'proxy-unusable': host => message('the proxy on the way to {0} is of a kind that only the editor can use: set plimsoll.transport to editor, or http.proxy to an http or https URL', host),
};

/** Why something is not known, for the user. */
export function errorMessage(error: RegistryError): Message {
  if (error.code === 'unreachable' && error.status !== undefined) {
    return message('{0} answered with status {1}', error.host, error.status);
  }
  if (error.code === 'unauthorized') return unauthorizedMessage(error);
  return (error.problem === undefined ? messages[error.code] : problems[error.problem])(error.host);
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
