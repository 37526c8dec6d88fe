import { createHash, verify } from 'node:crypto';
import { message, type Message } from '../../core/message';
import { limits } from '../limits';
import { isValidAt, type Certificate } from './certificate';
import { buildChain, findOrderProblem, findUsageProblem, type Chain } from './chain';
import { readSignedData, type SignedData, type SignerInfo } from './cms';
import { algorithm, bytesOf, explicit, octets, oid, sequence, time } from '../der';
import { hashes, oids, signatureHashes, type Hash } from './oids';
import { readTimestampInfo, type TimestampInfo } from './timestamp-info';

export interface Timestamp extends TimestampInfo {
  /** From the clock's certificate to a root that is believed. */
  readonly chain: Chain;
}

const unreadable = message('The time stamp cannot be read.');

/** Verifies a TimeStampToken (RFC 3161, RFC 5816) against the roots of clocks that are believed. Never throws. */
export function verifyTimestamp(token: Uint8Array, roots: readonly Certificate[]): Timestamp | Message {
  if (token.length > limits.timestampBytes) return unreadable;
  try {
    const data = readSignedData(token);
    const info = readTimestampInfo(data.content);
    return verifySigners({ data, info, roots });
  } catch {
    return unreadable;
  }
}

/** Whether it is about `signature`, and about no other. */
export function isTimestampOf({ hash, digest }: TimestampInfo, signature: Uint8Array): boolean {
  return digest.equals(createHash(hash).update(signature).digest());
}

interface Question {
  readonly data: SignedData;
  readonly info: TimestampInfo;
  readonly roots: readonly Certificate[];
}

/** One good signer is enough (RFC 5652, section 5.6 leaves that to the reader); the last problem is the one that is told. */
function verifySigners(question: Question): Timestamp | Message {
  let problem = message('Nobody signed the time stamp.');
  for (const signer of question.data.signers) {
    const result = guarded(signer, question);
    if (!('template' in result)) return { ...question.info, chain: result };
    problem = result;
  }
  return problem;
}

function guarded(signer: SignerInfo, question: Question): Chain | Message {
  try {
    return verifySigner(signer, question);
  } catch {
    return unreadable;
  }
}

function verifySigner(signer: SignerInfo, { data, info, roots }: Question): Chain | Message {
  const leaf = data.certificates.find((one) => one.serial.equals(signer.serial) && bytesOf(one.issuer).equals(signer.issuer));
  if (leaf === undefined) return message('The certificate of the clock is missing.');
  if (!namesCertificate(signer, leaf)) return message('The time stamp does not say whose certificate it is to be verified with.');
  if (!isSigned(signer, leaf, data.content)) return message('The time stamp does not match what it should have signed.');
  const chain = buildChain(leaf, { roots, others: data.certificates });
  if (chain === undefined) return message('The certificate of the clock leads to no clock that is trusted.');
  const problem = findOrderProblem(chain) ?? findUsageProblem(chain, 'time-stamping');
  if (problem) return problem;
  const times = [info.time, ...signingTime(signer)];
  const valid = chain.every((certificate) => times.every((at) => isValidAt(certificate, at)));
  return valid ? chain : message('The certificate of the clock was not valid at the time that it says.');
}

function signingTime({ attributes }: SignerInfo): number[] {
  const attribute = attributes.get(oids.signingTime);
  return attribute === undefined ? [] : [time(attribute)];
}

/** ESSCertIDv2 (RFC 5035): without it, another certificate of the same name and key could be put in its place. */
function namesCertificate({ attributes }: SignerInfo, certificate: Certificate): boolean {
  const list = attributes.get(oids.signingCertificateV2);
  if (list === undefined) return false;
  try {
    const parts = [...sequence(sequence(sequence(list)[0])[0])];
    const hash = parts[0]?.tag.isOctetString() ? 'sha256' : hashes.get(algorithm(parts.shift()));
    const named = octets(parts.shift());
    return hash !== undefined && named.equals(digest(hash, certificate.der)) && (parts[0] === undefined || isIssuerSerial(sequence(parts[0]), certificate));
  } catch {
    return false;
  }
}

/** IssuerSerial: one directory name, `[4]`, and the number. */
function isIssuerSerial([names, serial]: ReturnType<typeof sequence>, certificate: Certificate): boolean {
  const [name, ...more] = sequence(names);
  const issuer = bytesOf(explicit(name, 4));
  return more.length === 0 && issuer.equals(bytesOf(certificate.issuer)) && serial?.value.equals(certificate.serial) === true;
}

/** Content to attributes, attributes to signature (RFC 5652, section 5.4). */
function isSigned(signer: SignerInfo, { key }: Certificate, content: Buffer): boolean {
  const { attributes, hash, signatureAlgorithm, signed, signature } = signer;
  const contentType = attributes.get(oids.contentType);
  const messageDigest = attributes.get(oids.messageDigest);
  if (contentType === undefined || oid(contentType) !== oids.timestampInfo) return false;
  if (messageDigest === undefined || !octets(messageDigest).equals(digest(hash, content))) return false;
  // One hash for both: Go's implementation takes that of the signature where it names one.
  const signatureHash = signatureAlgorithm === oids.rsa ? hash : signatureHashes.get(signatureAlgorithm);
  if (signatureHash !== hash || (key.asymmetricKeyType !== 'rsa' && key.asymmetricKeyType !== 'ec')) return false;
  return verify(hash, signed, key, signature);
}

function digest(hash: Hash, bytes: Uint8Array): Buffer {
  return createHash(hash).update(bytes).digest();
}
