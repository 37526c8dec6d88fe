import { message, type Message } from '../../core/message';
import type { AcceptedKeyless } from '../../core/accepted-signer';
import type { Leaf } from '../sigstore/certificate';
import { limits } from '../limits';
import { compilePattern } from './pattern';

export type IdentityMatch =
  | { readonly kind: 'pinned'; readonly identity: string; readonly signer: AcceptedKeyless }
  | { readonly kind: 'nobody-pinned' }
  | { readonly kind: 'other'; readonly reason: Message };

/** Compares the certificate with those whom the policy or the publisher names. Any of its names may match. */
export function matchIdentity(leaf: Leaf, signers: readonly AcceptedKeyless[]): IdentityMatch {
  if (signers.length === 0) return { kind: 'nobody-pinned' };
  for (const signer of signers) {
    if (leaf.issuer !== signer.issuer) continue;
    if (signer.sourceRepository !== undefined && leaf.sourceRepository !== signer.sourceRepository) continue;
    const identity = leaf.identities.find((name) => accepts(signer, name));
    if (identity !== undefined) return { kind: 'pinned', identity, signer };
  }
  return { kind: 'other', reason: explain(leaf, signers) };
}

/** A signer that names nobody accepts nobody; one with an identity and a pattern wants both. */
function accepts({ identity, identityRegexp }: AcceptedKeyless, name: string): boolean {
  if (identity === undefined && identityRegexp === undefined) return false;
  if (identity !== undefined && identity !== name) return false;
  return identityRegexp === undefined || (compilePattern(identityRegexp)?.matches(name) ?? false);
}

function explain(leaf: Leaf, signers: readonly AcceptedKeyless[]): Message {
  const broken = signers.find(({ identityRegexp: text }) => text !== undefined && compilePattern(text) === undefined);
  if (broken?.identityRegexp !== undefined) {
    return message('The pattern for the identity cannot be used: {0}', broken.identityRegexp.slice(0, limits.patternLength));
  }
  const callers = signers.filter((signer) => leaf.issuer === signer.issuer && leaf.identities.some((name) => accepts(signer, name)));
  if (callers[0]?.sourceRepository !== undefined) {
    return message('Signed for {0}, and the accepted signer signs for {1} only.', leaf.sourceRepository ?? '-', callers[0].sourceRepository);
  }
  return message(
    'Signed by {0} (issuer {1}), who is not among the accepted signers.',
    leaf.identities[0] as string,
    leaf.issuer ?? '-',
  );
}
