/** What the verifier says of one envelope of the Notary Project, without a registry. */
import { createHash } from 'node:crypto';
import type { SignatureReport } from '../../server/src/core/verification';
import { bundledTrustRoot } from '../../server/src/signatures';
import type { Candidate } from '../../server/src/signatures/discovery/candidate';
import { verifyNotation } from '../../server/src/signatures/notation';
import type { VerifyContext } from '../../server/src/signatures/verify-context';
import { subject } from './notation';
import { reference } from './verification';

export interface Checking {
  readonly blob: Uint8Array;
  readonly format?: 'notation-jws' | 'notation-cose';
  readonly signers?: VerifyContext['signers'];
  readonly now?: number;
  readonly candidate?: Partial<Candidate>;
}

export function check({ blob, format = 'notation-jws', signers = [], now = Date.now(), candidate }: Checking): SignatureReport {
  const about = candidate?.subject ?? subject;
  const digest = `sha256:${createHash('sha256').update(blob).digest('hex')}`;
  const mediaType = format === 'notation-jws' ? 'application/jose+json' : 'application/cose';
  const outcome = verifyNotation(
    {
      format,
      purpose: 'signature',
      attachment: { kind: 'referrer', subject: about.digest },
      layer: { mediaType, digest, size: blob.length, annotations: {} },
      place: reference('registry.example/app'),
      subject: about,
      ...candidate,
    },
    blob,
    { image: { ...reference('registry.example/app'), digest: about.digest }, signers, root: bundledTrustRoot(), now },
  );
  if (outcome.kind !== 'signature') throw new Error('no signature');
  return outcome.report;
}
