import type { Push } from '../memory-registry';
import { makeBundle, statement } from '../sign-image';
import type { Authority, Signer } from '../sigstore';
import { bundleReferrer, keylessAttestation, keylessSignature, pushReferrers, pushUnderTag, signedPayload, statementAbout } from './attach';
import { githubExtensions } from './github-certificate';
import { pushMultiPlatform, type StoredManifest } from './image';
import { everyManifest, githubIssuer, keylessSigner, type KeylessLookAlike, type LookAlikeOptions } from './look-alike';

const ownName = 'cgr.dev/chainguard/nginx';
const tag = 'latest';
const repository = 'chainguard-images/images';
const workflow = '.github/workflows/release.yaml';
const ref = 'refs/heads/main';

export const chainguardPredicates = {
  provenance: 'https://slsa.dev/provenance/v1',
  sbom: 'https://spdx.dev/Document',
  configuration: 'https://apko.dev/image-configuration',
} as const;

export interface ChainguardOptions extends LookAlikeOptions {
  /** Both when absent. */
  readonly attached?: readonly ('tags' | 'referrers')[];
}

/** cgr.dev/chainguard/*: index and platforms signed by one workflow, attested three times, in both layouts. */
export async function chainguard({ push, authority: given, name = ownName, attached = ['tags', 'referrers'] }: ChainguardOptions): Promise<KeylessLookAlike> {
  const identity = `https://github.com/${repository}/${workflow}@${ref}`;
  const { authority, signer, about } = await keylessSigner(given, {
    identity, issuer: githubIssuer, extensions: githubExtensions(repository, workflow, ref),
  });
  const image = await pushMultiPlatform(push, name, tag, {
    indexAnnotations: {
      'org.opencontainers.image.authors': 'Chainguard Team https://www.chainguard.dev/',
      'org.opencontainers.image.source': `https://github.com/${repository}/tree/main/images/nginx`,
      'org.opencontainers.image.vendor': 'Chainguard',
    },
  });
  for (const manifest of everyManifest(image)) {
    const signed = { push, name, manifest, authority, signer };
    if (attached.includes('tags')) await attachTags(signed);
    if (attached.includes('referrers')) await attachReferrers(signed);
  }
  return { name, tag, ...image, ...about };
}

interface Signed {
  readonly push: Push;
  readonly name: string;
  readonly manifest: StoredManifest;
  readonly authority: Authority;
  readonly signer: Signer;
}

async function attachTags({ push, name, manifest: { digest }, authority, signer }: Signed): Promise<void> {
  await pushUnderTag(push, digest, 'sig', [await keylessSignature(authority, signer, signedPayload(name, digest))]);
  const layers = [];
  for (const one of attestations(name, digest)) layers.push(await keylessAttestation(authority, signer, one));
  await pushUnderTag(push, digest, 'att', layers);
}

async function attachReferrers({ push, name, manifest, authority, signer }: Signed): Promise<void> {
  const { digest } = manifest;
  const referrers = [];
  for (const one of [statement(digest) as Statement, ...attestations(name, digest)]) {
    referrers.push(await bundleReferrer(push, await makeBundle(authority, signer, one), one.predicateType));
  }
  await pushReferrers(push, manifest, referrers);
}

interface Statement {
  readonly predicateType: string;
}

function attestations(name: string, digest: string): Statement[] {
  const source = { uri: `git+https://github.com/${repository}@${ref}`, digest: { gitCommit: 'c0ffee'.padEnd(40, '0') } };
  const predicates: [string, object][] = [
    [chainguardPredicates.provenance, {
      buildDefinition: { buildType: 'https://apko.dev/slsa-build-type@v1', externalParameters: {}, internalParameters: {}, resolvedDependencies: [source] },
      runDetails: { builder: { id: `https://github.com/${repository}/${workflow}@${ref}` }, metadata: {} },
    }],
    [chainguardPredicates.sbom, {
      spdxVersion: 'SPDX-2.3', dataLicense: 'CC0-1.0', SPDXID: 'SPDXRef-DOCUMENT', name: `sbom-${digest}`, documentNamespace: 'https://spdx.org/spdxdocs/apko/',
      creationInfo: { created: '1970-01-01T00:00:00Z', creators: ['Tool: apko'] },
      packages: [{ SPDXID: 'SPDXRef-Package-nginx', name: 'nginx', versionInfo: '1.29.1-r0', downloadLocation: 'NOASSERTION' }],
    }],
    [chainguardPredicates.configuration, {
      contents: { repositories: ['https://packages.wolfi.dev/os'], packages: ['nginx=1.29.1-r0'] },
      entrypoint: { command: '/usr/sbin/nginx' }, accounts: { 'run-as': '65532' }, archs: ['amd64', 'arm64'],
    }],
  ];
  return predicates.map(([type, predicate]) => statementAbout(name, digest, type, predicate) as Statement);
}
