import type { AcceptedKey, AcceptedKeyless } from '../../core/accepted-signer';

interface Published {
  /** Names (`registry/path`) at and below which it signs, among those that the publisher owns; all of those where absent. */
  readonly scope?: readonly string[];
  /** Where this was read, and when. */
  readonly evidence: string;
}

/** A signer that a publisher is known by: a short-lived certificate, compared exactly or by an expression for the whole of it. */
export interface KeylessSigner extends Omit<AcceptedKeyless, 'source'>, Published {
  /** Of an expression: an identity that it is made for. */
  readonly example?: string;
}

export interface KeySigner extends Omit<AcceptedKey, 'source'>, Published {
  /** Lower-case hex over its SubjectPublicKeyInfo, as other sources give it: the PEM here must be that key. */
  readonly sha256: string;
}

export type PublisherSigner = KeylessSigner | KeySigner;

export const issuers = { githubActions: 'https://token.actions.githubusercontent.com', google: 'https://accounts.google.com' } as const;

/** A release tag of semantic versioning, as part of an expression. */
export const releaseTag = String.raw`refs/tags/v[0-9]+\.[0-9]+\.[0-9]+(?:-[0-9A-Za-z.-]+)?`;

/** Signed by a workflow of GitHub Actions. */
export function byWorkflow(workflow: Omit<KeylessSigner, 'kind' | 'issuer'>): KeylessSigner {
  return { kind: 'keyless', issuer: issuers.githubActions, ...workflow };
}

/** Signed by an account of Google's. */
export function byGoogleAccount(account: Omit<KeylessSigner, 'kind' | 'issuer'>): KeylessSigner {
  return { kind: 'keyless', issuer: issuers.google, ...account };
}
