import type { AcceptedNotation } from '../../core/accepted-signer';
import { message, type Message } from '../../core/message';
import { limits } from '../limits';
import { isValidAt, type Certificate } from './certificate';
import type { Chain } from './chain';
import type { Envelope } from './envelope';
import { isTimestampOf, verifyTimestamp, type Timestamp } from './timestamp';

/** An envelope whose integrity holds. */
export interface Intact {
  readonly envelope: Envelope;
  readonly chain: Chain;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export interface TimeResult {
  /** Milliseconds since 1970, by a clock that is trusted. */
  readonly time?: number;
  readonly problem?: Message;
}

/** That every certificate was valid when the signature was made, by a clock that is trusted; without one, that it is now. */
export function checkTime(intact: Intact, policy: AcceptedNotation, clocks: readonly Certificate[] | undefined): TimeResult {
  const { envelope, chain, now } = intact;
  if (envelope.attributes.scheme === 'notary.x509.signingAuthority') return checkAuthoritysTime(intact);
  const expired = chain.some(({ notAfter }) => now > notAfter);
  const wanted = clocks !== undefined && (expired || policy.verifyTimestamp !== 'afterCertExpiry');
  if (wanted) return checkTimestamp(intact, clocks);
  const valid = chain.every((certificate) => isValidAt(certificate, now));
  return valid ? {} : { problem: message('A certificate is not valid now, and no time stamp that counts says when the signature was made.') };
}

function checkAuthoritysTime({ envelope: { attributes: { signingTime } }, chain, now }: Intact): TimeResult {
  if (signingTime > now + limits.clockSkew) return { problem: future };
  const valid = chain.every((certificate) => isValidAt(certificate, signingTime));
  return valid ? { time: signingTime } : { problem: outside };
}

const future = message('The signature claims to be made in the future.');
const outside = message('The certificate was not valid when the signature was made.');

function checkTimestamp({ envelope: { timestampToken, signature }, chain, now }: Intact, clocks: readonly Certificate[]): TimeResult {
  if (timestampToken === undefined) return { problem: message('The trust policy wants a time stamp, and the signature has none.') };
  const timestamp: Timestamp | Message = verifyTimestamp(timestampToken, clocks);
  if ('template' in timestamp) return { problem: timestamp };
  if (!isTimestampOf(timestamp, signature)) return { problem: message('The time stamp is of another signature.') };
  const { time, accuracy } = timestamp;
  if (time - accuracy > now + limits.clockSkew) return { problem: future };
  const valid = chain.every((certificate) => isValidAt(certificate, time - accuracy, time + accuracy));
  return valid ? { time } : { problem: outside };
}

export function checkExpiry({ envelope: { attributes: { expiry } }, now }: Intact): Message | undefined {
  if (expiry === undefined || now < expiry) return undefined;
  return message('The signature says that it ended on {0}.', new Date(expiry).toISOString());
}
