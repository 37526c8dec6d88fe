import { splitDigest } from '../core/digest';
import type { SignedStatement } from '../core/statement';
import { limits } from './limits';
import { asArray, asObject, parseStrictObject, property, type JsonObject } from './strict-json';

const statementTypes: ReadonlySet<unknown> = new Set(['https://in-toto.io/Statement/v0.1', 'https://in-toto.io/Statement/v1']);

/** What is stated, and about what. The statement is absent where its subjects cannot be read. */
export interface Stated {
  readonly predicateType: string;
  readonly statement?: SignedStatement;
}

/** Reads an in-toto statement. Undefined when it is none, or larger in any way than statements are. */
export function readStatement(bytes: Uint8Array): Stated | undefined {
  const body = parseStrictObject(bytes);
  const [type, predicateType] = [property(body, '_type'), property(body, 'predicateType')];
  if (body === undefined || typeof type !== 'string' || !statementTypes.has(type)) return undefined;
  if (typeof predicateType !== 'string' || predicateType === '' || predicateType.length > limits.identityLength) return undefined;
  const subject = readSubjects(body);
  if (subject === undefined) return { predicateType };
  const predicate = property(body, 'predicate');
  return { predicateType, statement: { type, predicateType, subject, ...(predicate === undefined ? {} : { predicate }) } };
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
export function isAbout({ statement }: Stated, digest: string): boolean {
  const { algorithm, hex } = splitDigest(digest);
  return statement?.subject.some((subject) => property(subject.digest, algorithm) === hex) ?? false;
}
