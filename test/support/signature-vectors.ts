/** Real signatures by other tools (../shared/vectors), laid out as the registry would serve them. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { AcceptedSigner } from '../../server/src/core/accepted-signer';
import type { Verdict } from '../../server/src/core/verification';
import { MemoryRegistry, sha256, type RegistryContents } from './memory-registry';
import { sharedPath } from './shared';
import { legacyManifest, mediaTypes, type LegacyLayer } from './sign-image';

export interface SignatureVector {
  readonly name: string;
  readonly reference: string;
  readonly contents: RegistryContents;
  readonly signers: readonly AcceptedSigner[];
  readonly verdict: Verdict;
  /** Text; the bundled public-good root when absent. */
  readonly trustedRoot?: string;
}

const github = 'https://github.com/login/oauth';

export function sharedVectors(): SignatureVector[] {
  return [...connaisseur(), ...containersImage(), ...ratify()];
}

function signedBy(identity: string): AcceptedSigner[] {
  return [{ kind: 'keyless', issuer: github, identity, source: 'policy' }];
}

type Attachment = LegacyLayer & { readonly mimeType?: string };

function attach(registry: MemoryRegistry, digest: string, layers: readonly Attachment[]): void {
  for (const { payload } of layers) registry.blobs.set(sha256(payload), payload);
  const manifest = legacyManifest(layers);
  registry.put(sha256(manifest), mediaTypes.manifest, manifest);
  registry.tags.set(`${digest.replace(':', '-')}.sig`, sha256(manifest));
}

function connaisseur(): SignatureVector[] {
  const folder = sharedPath('vectors/sse-secure-systems+connaisseur/test/testdata/cosign/securesystemsengineering/testimage');
  const vectors: [string, Verdict][] = [
    ['31dc72a13a0c34b40eb95419d2b2fd67320c856baf3b72da518023ee8d370aee', 'verified'],
    ['071bf7a986f1ca9cb2a1f0bc8392822a7777f90d58f2d2c6f271913e08de7c81', 'invalid'],
    ['bfec161fecb0a887df7cb85e4da327c65986ccda7060cf3cd92171c6c90d7533', 'invalid'],
  ];
  const blobs = readdirSync(join(folder, 'blobs')).map((name) => readFileSync(join(folder, 'blobs', name)));
  return vectors.map(([hex, verdict]) => {
    const registry = new MemoryRegistry();
    const digest = `sha256:${hex}`;
    registry.put(digest, mediaTypes.manifest, Buffer.from('{}'));
    const manifest = readFileSync(join(folder, 'manifests', `sha256-${hex}.sig.json`));
    registry.put(sha256(manifest), mediaTypes.manifest, manifest);
    registry.tags.set(`sha256-${hex}.sig`, sha256(manifest));
    for (const blob of blobs) registry.blobs.set(sha256(blob), blob);
    const signers = signedBy('philipp.belitz@securesystems.de');
    const reference = `docker.io/securesystemsengineering/testimage@${digest}`;
    return { name: `connaisseur ${hex.slice(0, 8)}`, reference, contents: registry.toContents(), signers, verdict };
  });
}

function containersImage(): SignatureVector[] {
  const vectors: [string, Verdict][] = [
    ['fulcio-rekor-valid', 'verified'],
    ['key-rekor-valid', 'invalid'],
    ['pki-valid', 'invalid'],
    ['valid', 'invalid'],
    ['valid-2', 'invalid'],
    ['valid-with-tag', 'invalid'],
    ['manifest-digest-error', 'invalid'],
    ['modified-manifest', 'invalid'],
    ['other-attachment', 'unsigned'],
  ];
  return vectors.map(([name, verdict]) => {
    const folder = sharedPath('vectors/containers+image/signature/fixtures', `dir-img-cosign-${name}`);
    const manifest = readFileSync(join(folder, 'manifest.json'));
    const digest = sha256(manifest);
    const registry = new MemoryRegistry();
    registry.put(digest, mediaTypes.manifest, manifest);
    const layers = readdirSync(folder).filter((file) => file.startsWith('signature-')).sort().map((file) => readSignature(join(folder, file)));
    attach(registry, digest, layers);
    const reference = `192.168.64.2:5000/cosign-signed/${name}@${digest}`;
    return { name: `containers/image ${name}`, reference, contents: registry.toContents(), signers: signedBy('mitr@redhat.com'), verdict };
  });
}

/** `\0sigstore-json\n` and JSON, as containers/image keeps attachments in a folder; or a link to another, as text. */
function readSignature(path: string): Attachment {
  const text = readFileSync(path, 'utf8');
  if (text.startsWith('../')) return readSignature(join(path, '..', text.trim()));
  const parsed = JSON.parse(text.slice(text.indexOf('{'))) as { mimeType: string; payload: string; annotations: Record<string, string> };
  return { ...parsed, payload: Buffer.from(parsed.payload, 'base64') };
}

function ratify(): SignatureVector[] {
  interface Case { name: string; annotations: Record<string, string>; payload: string; expected: string }
  const cases = JSON.parse(readFileSync(sharedPath('vectors/ratify-project+ratify/extracted/cases.json'), 'utf8')) as Case[];
  return cases.map(({ name, annotations, payload: text }) => {
    const payload = Buffer.from(text);
    const critical = JSON.parse(text) as { critical: { image: { 'docker-manifest-digest': string } } };
    const digest = critical.critical.image['docker-manifest-digest'];
    const registry = new MemoryRegistry();
    registry.put(digest, mediaTypes.manifest, Buffer.from('{}'));
    attach(registry, digest, [{ payload, annotations }]);
    const verdict = name === 'successful keyless verification' ? 'verified' : 'invalid';
    const signers = signedBy('sozercan@gmail.com');
    return { name: `ratify ${name}`, reference: `wabbitnetworks.azurecr.io/test/cosign-image@${digest}`, contents: registry.toContents(), signers, verdict };
  });
}
