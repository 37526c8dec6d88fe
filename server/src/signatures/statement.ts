import { splitDigest } from '../core/digest';
import type { SignedStatement } from '../core/statement';
import { limits } from './limits';
import { asArray, asObject, parseStrictObject, property } from './strict-json';

const statementTypes: ReadonlySet<unknown> = new Set(['https://in-toto.io/Statement/v0.1', 'https://in-toto.io/Statement/v1']);

/** Reads an in-toto statement. Undefined when it is none, or larger in any way than statements are. */
export function readStatement(bytes: Uint8Array): SignedStatement | undefined {
  const body = parseStrictObject(bytes);
  const [type, predicateType] = [property(body, '_type'), property(body, 'predicateType')];
  if (body === undefined || !statementTypes.has(type) || typeof predicateType !== 'string') return undefined;
  const listed = asArray(property(body, 'subject'));
  if (predicateType === '' || predicateType.length > limits.identityLength || listed === undefined || listed.length > limits.subjects) return undefined;
  const subject = listed.map(readSubject).filter((each) => each !== undefined);
  if (subject.length !== listed.length) return undefined;
  return { type: type as string, predicateType, subject, predicate: property(body, 'predicate') };
}

function readSubject(value: unknown): SignedStatement['subject'][number] | undefined {
  const [name, digest] = [property(value, 'name'), asObject(property(value, 'digest'))];
  const entries = Object.entries(digest ?? {});
  const good = digest !== undefined && entries.length <= limits.digestsPerSubject && entries.every(([, hex]) => typeof hex === 'string');
  if (!good) return undefined;
  return { ...(typeof name === 'string' ? { name } : {}), digest: Object.fromEntries(entries) as Record<string, string> };
}

/** Names of subjects are not looked at: anybody can write any name. */
export function isAbout({ subject }: SignedStatement, digest: string): boolean {
  const { algorithm, hex } = splitDigest(digest);
  return subject.some((each) => property(each.digest, algorithm) === hex);
}
