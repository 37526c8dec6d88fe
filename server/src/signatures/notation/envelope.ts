import { message, type Message } from '../../core/message';

/** A signature envelope, read: one shape for JWS and COSE. Nothing of it is verified. */
export interface Envelope {
  /** As the envelope says; the key of the leaf decides. */
  readonly algorithm: string;
  readonly contentType: string;
  readonly payload: Uint8Array;
  /** The bytes that the signature is over. */
  readonly signed: Uint8Array;
  readonly signature: Uint8Array;
  /** DER, the leaf first. */
  readonly certificates: readonly Uint8Array[];
  /** RFC 3161 TimeStampToken over the signature. */
  readonly timestampToken?: Uint8Array;
  readonly attributes: Attributes;
}

export type EnvelopeResult = { readonly ok: true; readonly envelope: Envelope } | { readonly ok: false; readonly reason: Message };

/** `notary.x509`: the time is the signer's own word. `signingAuthority`: it is that of the authority that signed. */
export type Scheme = 'notary.x509' | 'notary.x509.signingAuthority';

/** What is signed besides the payload. Times in milliseconds since 1970. */
export interface Attributes {
  readonly scheme: Scheme;
  readonly signingTime: number;
  readonly expiry?: number;
}

const prefix = 'io.cncf.notary.';
const labels = {
  scheme: `${prefix}signingScheme`,
  signingTime: `${prefix}signingTime`,
  authenticSigningTime: `${prefix}authenticSigningTime`,
  expiry: `${prefix}expiry`,
  plugin: `${prefix}verificationPlugin`,
} as const;

export const unprotected = { timestamp: `${prefix}timestampSignature` } as const;

/** Which time a scheme speaks of. The other one must not be there, or two readers would take two times. */
const timeLabels: ReadonlyMap<unknown, { readonly scheme: Scheme; readonly time: string; readonly other: string }> = new Map([
  ['notary.x509', { scheme: 'notary.x509', time: labels.signingTime, other: labels.authenticSigningTime }],
  ['notary.x509.signingAuthority', { scheme: 'notary.x509.signingAuthority', time: labels.authenticSigningTime, other: labels.signingTime }],
]);

export interface ProtectedHeaders {
  readonly headers: ReadonlyMap<unknown, unknown>;
  /** The value of `crit`. */
  readonly critical: unknown;
  /** Milliseconds since 1970 of a time as the format writes it. */
  readonly readTime: (value: unknown) => number | undefined;
}

/** The signed attributes of either format, with all that must hold among them. */
export function readAttributes({ headers, critical, readTime }: ProtectedHeaders): Attributes | Message {
  const schemeLabels = timeLabels.get(headers.get(labels.scheme));
  if (schemeLabels === undefined) return message('The signing scheme of the signature is not known.');
  const { scheme, time, other } = schemeLabels;
  const problem = findCriticalProblem(headers, critical, scheme === 'notary.x509' ? [] : [time]);
  if (problem) return problem;
  const signingTime = readTime(headers.get(time));
  if (signingTime === undefined || headers.has(other)) return message('The signature does not say when it was made as its signing scheme wants it.');
  if (!headers.has(labels.expiry)) return { scheme, signingTime };
  const expiry = readTime(headers.get(labels.expiry));
  if (expiry === undefined || expiry <= signingTime) return message('The signature says no end that could be one.');
  return { scheme, signingTime, expiry };
}

/** Critical: who does not understand it must refuse (RFC 7515, section 4.1.11; RFC 9052, section 3.1). */
function findCriticalProblem(headers: ProtectedHeaders['headers'], critical: unknown, more: readonly string[]): Message | undefined {
  // Also where it is not marked as critical: whoever named a plug-in did not want to be verified without.
  if (headers.has(labels.plugin)) return message('The signature can only be verified with the plug-in {0}.', shown(headers.get(labels.plugin)));
  if (!Array.isArray(critical)) return message('The signature does not say what must be understood of it.');
  const named: readonly unknown[] = critical;
  const understood = [labels.scheme, labels.expiry, ...more];
  const unknown = named.find((label) => !understood.includes(label as string) || !headers.has(label));
  if (unknown !== undefined) return message('The signature wants something to be understood that is not: {0}.', shown(unknown));
  const required = [labels.scheme, ...more, ...(headers.has(labels.expiry) ? [labels.expiry] : [])];
  const missing = required.find((label) => !named.includes(label));
  return missing === undefined ? undefined : message('The signature does not mark {0} as critical.', missing);
}

function shown(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, 100) : '?';
}
