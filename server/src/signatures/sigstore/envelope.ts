import { message } from '../../core/message';
import type { Ledger } from '../ledger';
import { isAbout, readStatement, type Stated } from '../statement';

const inToto = 'application/vnd.in-toto+json';
const signaturePredicate = 'https://sigstore.dev/cosign/sign/v1';

/** Whether the envelope states something about `digest`. The predicate type is what was signed, never what an annotation says. */
export function checkStatement(envelope: { payloadType: string; payload: Buffer }, digest: string, ledger: Ledger): Stated | undefined {
  const stated = envelope.payloadType === inToto ? readStatement(envelope.payload) : undefined;
  if (stated === undefined) {
    ledger.fail('payload-type', message('The envelope holds no in-toto statement.'));
    return undefined;
  }
  ledger.ok('payload-type');
  ledger.expect('payload-digest', isAbout(stated, digest), message('The statement is about something else than this image.'));
  return stated;
}

/** A statement that signs the image, as Cosign 3 makes it; every other one is an attestation. */
export function isSignature({ predicateType }: Stated): boolean {
  return predicateType === signaturePredicate;
}
