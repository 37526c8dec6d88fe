import { message, type Message } from '../../core/message';
import { signersOf, type AcceptedKeyless, type AcceptedSigner } from '../../core/accepted-signer';
import type { SignedSubject } from '../../core/verification';
import type { Leaf } from '../sigstore/certificate';
import { limits } from '../limits';
import { counting } from './layout';
import { compilePattern } from './pattern';

export type IdentityMatch =
  | { readonly kind: 'pinned'; readonly identity: string; readonly signer: AcceptedKeyless }
  | { readonly kind: 'nobody-pinned' }
  | { readonly kind: 'other'; readonly reason: Message };

/**
 * Compares the certificate with those whom the policy or the publisher names. Any of its names may match. Where only keys
 * are named, everybody with a certificate is somebody else.
 */
export function matchIdentity(leaf: Leaf, named: readonly AcceptedSigner[], subject: Pick<SignedSubject, 'kind'>): IdentityMatch {
  if (named.length === 0) return { kind: 'nobody-pinned' };
  const signers = signersOf(counting(named, subject), 'keyless');
  for (const signer of signers) {
    if (leaf.issuer !== signer.issuer) continue;
    if (signer.sourceRepository !== undefined && leaf.source?.repository !== signer.sourceRepository) continue;
    if (signer.layout === 'docker-builder' && !isBuiltByDocker(leaf)) continue;
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

const dockerBuilder = 'https://github.com/docker/github-builder/.github/workflows/';

/** Whatever the policy's pattern lets through: a build by Docker's own workflows, on a runner that its owner cannot touch. */
function isBuiltByDocker({ identities, source }: Leaf): boolean {
  const names = [...identities, source?.workflow ?? ''];
  return source?.runner === 'github-hosted' && names.every((name) => name.startsWith(dockerBuilder));
}

function explain(leaf: Leaf, signers: readonly AcceptedKeyless[]): Message {
  const broken = signers.find(({ identityRegexp: text }) => text !== undefined && compilePattern(text) === undefined);
  if (broken?.identityRegexp !== undefined) {
    return message('The pattern for the identity cannot be used: {0}', broken.identityRegexp.slice(0, limits.patternLength));
  }
  const callers = signers.filter((signer) => leaf.issuer === signer.issuer && leaf.identities.some((name) => accepts(signer, name)));
  if (callers[0]?.sourceRepository !== undefined) {
    return message('Signed for {0}, and the accepted signer signs for {1} only.', leaf.source?.repository ?? '-', callers[0].sourceRepository);
  }
  return message(
    'Signed by {0} (issuer {1}), who is not among the accepted signers.',
    leaf.identities[0] as string,
    leaf.issuer ?? '-',
  );
}
