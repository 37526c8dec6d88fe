import { splitDigest } from '../../core/digest';
import { message, type Message } from '../../core/message';
import { withDigest, withTag, type ImageReference } from '../../core/reference';
import type { SignatureFormat } from '../../core/verification';
import type { Descriptor, LookupOptions, Manifest, RegistryClient } from '../../oci/client';
import type { Attachment, Candidate, SubjectManifest } from './candidate';
import { limits } from '../limits';
import { explainLookupFailure } from '../lookup-failure';
import { readSignatureManifest, type SignatureManifest } from './manifest';

export interface Discovery {
  readonly candidates: readonly Candidate[];
  /** Signature manifests that cannot be read: there, and wrong. */
  readonly broken: readonly { readonly format: SignatureFormat; readonly reason: Message }[];
  /** Look-ups without an answer. While there is one, "none found" is not known. */
  readonly failures: readonly Message[];
}

const simpleSigning = 'application/vnd.dev.cosign.simplesigning.v1+json';
const legacyReferrer = 'application/vnd.dev.cosign.artifact.sig.v1+json';
const bundlePrefix = 'application/vnd.dev.sigstore.bundle';
/** Longest tag of the distribution specification. */
const tagLength = 128;

/** What is asked, and of whom. */
export interface Question {
  /** Its digest is the only part that counts. */
  readonly image: ImageReference & { readonly digest: string };
  readonly subject: SubjectManifest;
  readonly client: RegistryClient;
  readonly options: LookupOptions;
}

/** Finds what is attached to the image. Never rejects. */
export async function discover(question: Question): Promise<Discovery> {
  return merge(await Promise.all([answer(() => discoverTag(question)), answer(() => discoverReferrers(question))]));
}

/** `sha256-<hex>.sig` (cosign, SIGNATURE_SPEC.md). */
async function discoverTag(question: Question): Promise<Discovery> {
  const { image, client, options } = question;
  const { algorithm, hex } = splitDigest(image.digest);
  const tag = `${algorithm}-${hex}.sig`;
  if (tag.length > tagLength) return nothing;
  const manifest = await client.manifest(withTag(withDigest(image, undefined), tag), options);
  return manifest === undefined ? nothing : readLayers(manifest, { question, expected: 'cosign-legacy', referrer: false });
}

/** Referrers that are, or may be, signatures: some registries leave the artifact type out of their list. */
async function discoverReferrers(question: Question): Promise<Discovery> {
  const { image, client, options } = question;
  const listed = await client.referrers(image, image.digest, options);
  const wanted = listed.filter(({ artifactType }) => !artifactType || formatOf(artifactType) !== undefined);
  const found: Discovery[] = [];
  for (const descriptor of wanted.slice(0, limits.referrers)) found.push(await answer(() => readReferrer(question, descriptor)));
  if (wanted.length > limits.referrers) {
    found.push({ ...nothing, failures: [message('more than {0} referrers are listed, and not all were read', limits.referrers)] });
  }
  return merge(found);
}

async function readReferrer(question: Question, descriptor: Descriptor): Promise<Discovery> {
  const { image, client, options } = question;
  const manifest = await client.manifest(withDigest(withTag(image, undefined), descriptor.digest), options);
  // A list may name what was deleted since; it proves nothing either way.
  return manifest === undefined ? nothing : readLayers(manifest, { question, expected: formatOf(descriptor.artifactType ?? ''), referrer: true });
}

/** One look-up without an answer leaves the others standing. */
async function answer(ask: () => Promise<Discovery>): Promise<Discovery> {
  try {
    return await ask();
  } catch (error) {
    return { ...nothing, failures: [explainLookupFailure(error)] };
  }
}

function merge(found: readonly Discovery[]): Discovery {
  return {
    candidates: found.flatMap(({ candidates }) => candidates),
    broken: found.flatMap(({ broken }) => broken),
    failures: found.flatMap(({ failures }) => failures),
  };
}

const nothing: Discovery = { candidates: [], broken: [], failures: [] };

interface Occasion {
  readonly question: Question;
  readonly expected: SignatureFormat | undefined;
  readonly referrer: boolean;
}

function readLayers(manifest: Manifest, { question, expected, referrer }: Occasion): Discovery {
  const content = readSignatureManifest(manifest);
  if (content === undefined) {
    const reason = message('The manifest of the signature is not one that can be read.');
    return expected === undefined ? nothing : { ...nothing, broken: [{ format: expected, reason }] };
  }
  const attachment: Attachment = referrer ? { kind: 'referrer', subject: content.subject } : { kind: 'tag' };
  const { image: place, subject } = question;
  const candidates = content.layers.flatMap((layer): Candidate[] => {
    const format = formatOfLayer(layer, content, referrer);
    return format === undefined ? [] : [{ format, purpose: 'signature', attachment, layer, place, subject }];
  });
  return { ...nothing, candidates };
}

/** Layers of other kinds are attachments that sign nothing, whatever their annotations say. */
function formatOfLayer({ mediaType }: Descriptor, { artifactType }: SignatureManifest, referrer: boolean): SignatureFormat | undefined {
  if (mediaType === simpleSigning && (!referrer || artifactType === legacyReferrer)) return 'cosign-legacy';
  return referrer && mediaType.startsWith(bundlePrefix) ? 'sigstore-bundle' : undefined;
}

function formatOf(artifactType: string): SignatureFormat | undefined {
  if (artifactType.startsWith(bundlePrefix)) return 'sigstore-bundle';
  return artifactType === legacyReferrer ? 'cosign-legacy' : undefined;
}
