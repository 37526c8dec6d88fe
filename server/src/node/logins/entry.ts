import type { Credential } from '../../core/login';

/** Bytes of a user name, password or token. Amazon's passwords have some 2,000. */
const longest = 16 * 1024;
const tokenPattern = /^[\x21-\x7e]+$/;

/** One entry below `auths`: a bearer token, an OAuth2 refresh token, or a user name with a password. */
export function readCredential(entry: Readonly<Record<string, unknown>>): Credential | undefined {
  const [decodedName, decodedPassword] = decode(textOf(entry, 'auth'));
  const username = decodedName ?? textOf(entry, 'username');
  const registryToken = textOf(entry, 'registrytoken');
  if (registryToken !== undefined) return isToken(registryToken) ? { kind: 'registry-token', token: registryToken } : undefined;
  const identityToken = textOf(entry, 'identitytoken');
  if (identityToken !== undefined) return identityCredential(identityToken, username);
  return basicCredential(username, decodedPassword ?? textOf(entry, 'password'));
}

/** What a user name of a helper's answer says of its secret. */
export const identityTokenUser = '<token>';

export function identityCredential(token: string, username?: string): Credential | undefined {
  if (!isToken(token)) return undefined;
  const isName = username !== undefined && username !== '' && isUsername(username);
  return { kind: 'identity-token', token, ...(isName ? { username } : {}) };
}

export function basicCredential(username: string | undefined, password: string | undefined): Credential | undefined {
  if (!username || !password || !isUsername(username) || !isPassword(password)) return undefined;
  return { kind: 'basic', username, password };
}

/** A colon would move the rest of the name into the password (RFC 7617). */
function isUsername(text: string): boolean {
  return text.length <= longest && !/[:\p{Cc}]/u.test(text);
}

function isPassword(text: string): boolean {
  return text.length <= longest && !/\p{Cc}/u.test(text);
}

function isToken(text: string): boolean {
  return text.length <= longest && tokenPattern.test(text);
}

/** Base64 of `user:password`: a password may have colons, and old programs left zero bytes behind it. */
function decode(auth: string | undefined): readonly [string?, string?] {
  if (auth === undefined || auth.length > longest * 3) return [];
  const text = Buffer.from(auth, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon < 0) return [];
  const [username, password] = [text.slice(0, colon), text.slice(colon + 1).replace(/^\0+|\0+$/g, '')];
  return password === '' ? [username] : [username, password];
}

/** The entry's own text; an empty one says nothing. */
function textOf(entry: Readonly<Record<string, unknown>>, key: string): string | undefined {
  const value = Object.hasOwn(entry, key) ? entry[key] : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
}
