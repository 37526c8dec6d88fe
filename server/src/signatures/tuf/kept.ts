import { asArray, parseStrictObject, property } from '../strict-json';
import { prove, type TufEvidence, type TufProof } from './proof';
import type { TufRepository } from './repository';

/** The outcome of a refresh, as it was kept for later. */
export interface KeptRoot {
  readonly evidence: TufEvidence;
  readonly proof: TufProof;
  /** ISO 8601: when the repository last vouched for it. Nobody signed this. */
  readonly refreshed: string;
}

const format = 1;

/** One file holds it all, so that nobody ever reads half of one refresh and half of another. */
export function writeKept(evidence: TufEvidence, refreshed: string): string {
  return `${JSON.stringify({ format, refreshed, ...evidence })}\n`;
}

/** Undefined for whatever the signatures do not lead to: half a file, another repository's, an edited one. Never throws. */
export function readKept(text: string, repository: TufRepository): KeptRoot | undefined {
  const object = parseStrictObject(text);
  const refreshed = property(object, 'refreshed');
  const evidence = evidenceOf(object);
  if (property(object, 'format') !== format || !isTime(refreshed) || evidence === undefined) return undefined;
  try {
    return { evidence, proof: prove(repository.root, evidence), refreshed };
  } catch {
    return undefined;
  }
}

function evidenceOf(object: unknown): TufEvidence | undefined {
  const roots = asArray(property(object, 'roots'));
  const texts = Object.fromEntries(['timestamp', 'snapshot', 'targets', 'trustedRoot'].map(key => [key, property(object, key)]));
  const isText = (value: unknown): boolean => typeof value === 'string';
  if (roots === undefined || !roots.every(isText) || !Object.values(texts).every(isText)) return undefined;
  return { roots, ...texts } as unknown as TufEvidence;
}

function isTime(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value) && !Number.isNaN(Date.parse(value));
}
