import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { AcceptedSigner } from '../../../server/src/core/accepted-signer';
import type { Descriptor } from '../../../server/src/oci/client';
import type { Candidate } from '../../../server/src/signatures/discovery/candidate';
import { sharedPath } from '../shared';
import { keyless, type AttestationVector } from './vector';

const issuer = 'https://token.actions.githubusercontent.com';
const builder = 'https://github.com/slsa-framework/slsa-github-generator/.github/workflows/generator_container_slsa3.yml@refs/tags';

/** Provenance of containers, in OCI layouts as `cosign save` writes them: what it is about stands first, its attestations last. */
export function slsaVerifier(): AttestationVector[] {
  const folder = sharedPath('vectors/slsa-framework+slsa-verifier/cli/slsa-verifier/testdata/gha_generic_container');
  return readdirSync(folder).flatMap((version) => {
    const layout = join(folder, version, 'container_workflow_dispatch');
    const candidate = readCandidate(layout);
    const base64 = readFileSync(blob(layout, candidate.layer.digest)).toString('base64');
    const rows: [string, AcceptedSigner[], AttestationVector['verdict']][] = [
      ['builder', [keyless(issuer, `${builder}/${version}`)], 'verified'],
      ['nobody', [], 'signed-unpinned'],
      ['other builder', [keyless(issuer, `${builder}/v0.0.1`)], 'signed-unpinned'],
    ];
    const good = rows.map(([as, signers, verdict]) => ({ name: `slsa-verifier ${version}, ${as}`, candidate, base64, signers, verdict, digestsNamed: isEarly(candidate) }));
    const elsewhere = { ...candidate, subject: { ...candidate.subject, digest: `sha256:${'0'.repeat(64)}` } };
    return [...good, { ...good[0]!, name: `slsa-verifier ${version}, other image`, candidate: elsewhere, verdict: 'invalid' as const }];
  });
}

/** The entries of early tools are checked by ourselves, digest and all. */
function isEarly({ layer: { annotations } }: Candidate): boolean {
  const { Payload } = JSON.parse(annotations['dev.sigstore.cosign/bundle'] ?? '{}') as { Payload: { body: string } };
  return Buffer.from(Payload.body, 'base64').toString().includes('"kind":"intoto"');
}

function blob(layout: string, digest: string): string {
  return join(layout, 'blobs', digest.replace(':', '/'));
}

function readJson<Value>(path: string): Value {
  return JSON.parse(readFileSync(path, 'utf8')) as Value;
}

function readCandidate(layout: string): Candidate {
  const { manifests } = readJson<{ manifests: Descriptor[] }>(join(layout, 'index.json'));
  const [subject, attestations] = manifests as [Descriptor, Descriptor];
  const { layers } = readJson<{ layers: Descriptor[] }>(blob(layout, attestations.digest));
  const { digest, mediaType, size } = subject;
  const kind = mediaType.includes('index') ? 'index' : 'manifest';
  return {
    format: 'cosign-legacy',
    purpose: 'attestation',
    attachment: { kind: 'tag' },
    layer: layers[0]!,
    place: { registry: 'ghcr.io', repository: 'slsa-framework/example-package' },
    subject: { digest, mediaType, size, kind },
  };
}
