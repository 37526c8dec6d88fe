import { fullName, parseReference, type ImageReference } from '../../core/reference';
import { message } from '../../core/message';
import type { Ledger } from '../ledger';
import { limits } from '../limits';
import { asObject, hasOnlyKeys, parseStrictObject, type JsonObject } from '../strict-json';
import { isClean } from './certificate-text';

const payloadType = 'cosign container image signature';

export interface PayloadQuestion {
  readonly digest: string;
  /** The repositories that it may name: the image's, and the one where the signature lies. */
  readonly names: readonly ImageReference[];
}

/** What a payload says that is no more than said. */
export interface PayloadClaims {
  /** It names one of the repositories. */
  readonly sameName: boolean;
  readonly claims: Readonly<Record<string, string>> | undefined;
}

/** Whether the payload (containers-signature.5, "critical") is a signature of this very digest. */
export function checkPayload(payload: Uint8Array, { digest, names }: PayloadQuestion, ledger: Ledger): PayloadClaims {
  const parsed = parseStrictObject(payload);
  const critical = parsed && readCritical(parsed);
  if (critical === undefined) {
    ledger.fail('payload-type', message('The payload is not one that Cosign writes.'));
    return { sameName: false, claims: undefined };
  }
  const { type, dockerReference } = critical;
  ledger.expect('payload-type', type === payloadType, message('The payload is no signature of an image.'));
  ledger.expect('payload-digest', critical.digest === digest, message('The signature is for another image: {0}.', shown(critical.digest)));
  const named = parseReference(dockerReference);
  const sameName = named.ok && names.some((name) => fullName(name) === fullName(named.reference));
  if (sameName) ledger.ok('docker-reference');
  // Mirrors and proxies serve the same image under other names, and Cosign does not compare them either.
  else ledger.skip('docker-reference', message('Signed under another name: {0}. Only the digest is compared.', shown(dockerReference)));
  return { sameName, claims: readClaims(parsed?.['optional']) };
}

interface Critical {
  readonly type: unknown;
  readonly digest: unknown;
  readonly dockerReference: string;
}

/** "Critical" means that a reader must know every key. */
function readCritical(payload: JsonObject): Critical | undefined {
  const critical = asObject(payload['critical']);
  const image = asObject(critical?.['image']);
  const identity = asObject(critical?.['identity']);
  if (critical === undefined || image === undefined || identity === undefined) return undefined;
  const exact =
    hasOnlyKeys(payload, ['critical'], ['optional']) &&
    hasOnlyKeys(critical, ['identity', 'image', 'type']) &&
    hasOnlyKeys(image, ['docker-manifest-digest']) &&
    hasOnlyKeys(identity, ['docker-reference']);
  const dockerReference = identity['docker-reference'];
  if (!exact || typeof dockerReference !== 'string') return undefined;
  return { type: critical['type'], digest: image['docker-manifest-digest'], dockerReference };
}

/** Texts alone, and no more than people read. */
function readClaims(optional: unknown): Readonly<Record<string, string>> | undefined {
  const entries = Object.entries(asObject(optional) ?? {}).filter(
    (entry): entry is [string, string] => isClean(entry[0]) && typeof entry[1] === 'string' && isClean(entry[1]),
  );
  return entries.length === 0 ? undefined : Object.fromEntries(entries.slice(0, limits.claims));
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 255) : '-';
}
