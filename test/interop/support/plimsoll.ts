import type { AcceptedSigner } from '../../../server/src/core/accepted-signer';
import type { VerificationReport } from '../../../server/src/core/verification';
import { createTestClient } from '../../support/fake-registry-client';
import { verify } from '../../support/verification';
import type { World } from './world';

/** What Plimsoll says, through the real registry client. */
export function plimsoll({ authority }: World, reference: string, ...signers: AcceptedSigner[]): Promise<VerificationReport> {
  const { client } = createTestClient();
  return verify({ registry: client, reference, signers, trustedRoot: JSON.stringify(authority.trustedRoot), more: { depth: 'everything' } });
}
