import { splitDigest } from '../../core/digest';
import { message } from '../../core/message';
import type { SignedStatement } from '../../core/statement';
import type { Ledger } from '../ledger';
import { limits } from '../limits';
import { asArray, asObject, parseStrictObject, property, type JsonObject } from '../strict-json';

const inToto = 'application/vnd.in-toto+json';
const statementTypes: ReadonlySet<unknown> = new Set(['https://in-toto.io/Statement/v0.1', 'https://in-toto.io/Statement/v1']);
const signaturePredicate = 'https://sigstore.dev/cosign/sign/v1';

/** What a signed envelope states. Absent when it holds no statement that can be read. */
export interface Stated {
  readonly predicateType: string;
  readonly statement?: SignedStatement;
}

/** Whether the envelope states something about `digest`. The predicate type is what was signed, never what an annotation says. */
export function checkStatement(envelope: { payloadType: string; payload: Buffer }, digest: string, ledger: Ledger): Stated | undefined {
  const body = envelope.payloadType === inToto ? parseStrictObject(envelope.payload) : undefined;
  const [type, predicateType] = ['_type', 'predicateType'].map((key) => property(body, key));
  const known = statementTypes.has(type) && typeof predicateType === 'string' && predicateType !== '';
  if (body === undefined || typeof type !== 'string' || !known || predicateType.length > limits.identityLength) {
    ledger.fail('payload-type', message('The envelope holds no in-toto statement.'));
    return undefined;
  }
  ledger.ok('payload-type');
  const subject = readSubjects(body);
  const about = subject !== undefined && isAbout(subject, digest);
  ledger.expect('payload-digest', about, message('The statement is about something else than this image.'));
  if (subject === undefined) return { predicateType };
  const predicate = property(body, 'predicate');
  return { predicateType, statement: { type, predicateType, subject, ...(predicate === undefined ? {} : { predicate }) } };
}

/** A statement that signs the image, as Cosign 3 makes it; every other one is an attestation. */
export function isSignature({ predicateType }: Stated): boolean {
  return predicateType === signaturePredicate;
}

/** Undefined when one of them is no subject: a list of which a part is passed over can be read in two ways. */
function readSubjects(body: JsonObject): SignedStatement['subject'] | undefined {
  const subjects = asArray(body['subject']);
  if (subjects === undefined || subjects.length > limits.subjects) return undefined;
  const read = subjects.flatMap((subject) => readSubject(subject) ?? []);
  return read.length === subjects.length ? read : undefined;
}

function readSubject(value: unknown): SignedStatement['subject'][number] | undefined {
  const digests = Object.entries(asObject(property(value, 'digest')) ?? {});
  const good = digests.every((entry): entry is [string, string] => typeof entry[1] === 'string');
  if (digests.length === 0 || digests.length > limits.digestsPerSubject || !good) return undefined;
  const name = property(value, 'name') ?? undefined;
  if (name !== undefined && typeof name !== 'string') return undefined;
  return { ...(name === undefined ? {} : { name }), digest: Object.fromEntries(digests) };
}

/** Names of subjects are not looked at: anybody can write any name. */
function isAbout(subjects: SignedStatement['subject'], digest: string): boolean {
  const { algorithm, hex } = splitDigest(digest);
  return subjects.some((subject) => property(subject.digest, algorithm) === hex);
}
