/** What layers, artifacts and statements of signatures are called. */
export const simpleSigning = 'application/vnd.dev.cosign.simplesigning.v1+json';
export const cosignReferrer = 'application/vnd.dev.cosign.artifact.sig.v1+json';
/** With or without a version. */
export const bundlePrefix = 'application/vnd.dev.sigstore.bundle';
export const envelope = 'application/vnd.dsse.envelope.v1+json';
/** A bare statement as a layer, and what manifests that hold one are called. */
export const inToto = 'application/vnd.in-toto+json';
export const dockerAttestation = 'application/vnd.docker.attestation.manifest.v1+json';
export const notationSignature = 'application/vnd.cncf.notary.signature';
export const jws = 'application/jose+json';
export const cose = 'application/cose';

/** The predicate type by which Cosign tells a signature from an attestation. */
export const signaturePredicate = 'https://sigstore.dev/cosign/sign/v1';

/** Types of a configuration, which some registries and Cosign 2 list as if they were the artifact's. */
const noArtifactTypes: ReadonlySet<string> = new Set([
  '',
  'application/vnd.oci.empty.v1+json',
  'application/vnd.oci.image.config.v1+json',
]);

/** True when a list does not say what an artifact is, so that only its manifest tells. */
export function saysNothing(artifactType: string | undefined): boolean {
  return artifactType === undefined || noArtifactTypes.has(artifactType);
}
