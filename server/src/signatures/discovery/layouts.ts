import type { Discovery, Question } from './discovery';
import { buildkit } from './buildkit';
import { cosignAttestationTag } from './cosign-attestation-tag';
import { cosignSbomTag } from './cosign-sbom-tag';
import { cosignSignatureTag } from './cosign-signature-tag';
import { dockerBuilder, dockerHardened } from './docker';
import { referrers } from './referrers';

export interface Layout {
  readonly id: string;
  /** `hop`: signs what is attached to the manifest of a platform, and not the image as a whole. */
  readonly signs: 'directly' | 'hop';
  /** Nothing of it can be a signature: it is read for what is attested alone. */
  readonly attestsOnly?: true;
  find(question: Question): Promise<Discovery>;
}

/** How signatures and attestations are laid out in registries (one file each), in the order in which they are looked for. */
export const layouts: readonly Layout[] = [
  { id: 'cosign-signature-tag', signs: 'directly', find: cosignSignatureTag },
  { id: 'referrers', signs: 'directly', find: referrers },
  { id: 'cosign-attestation-tag', signs: 'directly', attestsOnly: true, find: cosignAttestationTag },
  { id: 'cosign-sbom-tag', signs: 'directly', attestsOnly: true, find: cosignSbomTag },
  { id: 'docker-builder', signs: 'hop', find: dockerBuilder },
  { id: 'docker-hardened', signs: 'hop', find: dockerHardened },
  { id: 'buildkit', signs: 'hop', attestsOnly: true, find: buildkit },
];
