import { message } from '../../core/message';
import type { Ledger } from '../ledger';
import { bareKey, stampAt, withKey, type Plan, type Signer } from './entity';
import { reasons } from './explain';
import { isChainError, runVerifier } from './run';

/** GitHub signs for private repositories with an instance of its own, which has clocks and no log. */
const githubAuthority = /^CN=Fulcio Intermediate [^,\\]*,O=GitHub\\, Inc\.$/;

/**
 * Whether the certificate says that it is of an instance which is known and not in the trust root. Nothing can be said of
 * such a signature, as it is not known to be wrong: its clock and its lack of a log are right over there.
 * Nobody gains by claiming it: what cannot be checked is not accepted.
 */
export function isOfUnknownInstance(signer: Signer, { entity, material }: Plan, ledger: Ledger): boolean {
  if (signer.kind === 'key' || !githubAuthority.test(signer.leaf.facts.issuedBy)) return false;
  const none = { ctlog: 0, tlog: 0, timestamp: 0 } as const;
  const { certificate } = signer.leaf;
  const issued = { ...entity, tlogEntries: [], timestamps: [stampAt(certificate.notBefore.getTime())] };
  if (!isChainError(runVerifier({ entity: issued, material, needs: none }))) return false;
  const reason = message('Signed through GitHub\'s own Sigstore instance, which is not in the trust root that was used. Its own trusted root is needed.');
  for (const name of ['certificate-chain', 'signed-certificate-timestamp', 'transparency-log', 'timestamp'] as const) ledger.skip(name, reason);
  const bare = { ...entity, key: bareKey, tlogEntries: [], timestamps: [] };
  const error = runVerifier({ entity: bare, material: withKey(material, signer.leaf.key), needs: none });
  ledger.expect('signature', error === undefined, reasons.signature);
  return true;
}
