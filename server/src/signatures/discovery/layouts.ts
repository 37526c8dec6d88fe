import type { AttestationReport } from '../../core/verification';
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
  /** The format of what is attested in it, where nothing of it can be a signature. */
  readonly attestsOnly?: AttestationReport['format'];
  find(question: Question): Promise<Discovery>;
}

/** How signatures and attestations are laid out in registries (one file each), in the order in which they are looked for. */
export const layouts: readonly Layout[] = [
  { id: 'cosign-signature-tag', signs: 'directly', find: cosignSignatureTag },
  { id: 'referrers', signs: 'directly', find: referrers },
  { id: 'cosign-attestation-tag', signs: 'directly', attestsOnly: 'cosign-legacy', find: cosignAttestationTag },
  { id: 'cosign-sbom-tag', signs: 'directly', attestsOnly: 'cosign-sbom', find: cosignSbomTag },
  { id: 'docker-builder', signs: 'hop', find: dockerBuilder },
  { id: 'docker-hardened', signs: 'hop', find: dockerHardened },
  { id: 'buildkit', signs: 'hop', attestsOnly: 'buildkit', find: buildkit },
];
