import { message } from '../../core/message';
import type { SignatureFormat } from '../../core/verification';
import type { Descriptor } from '../../oci/client';
import { limits } from '../limits';
import { unreadableManifest } from './attached-tag';
import type { Candidate } from './candidate';
import { answer, merge, nothing, type Discovery, type Question } from './discovery';
import { readSignatureManifest, type SignatureManifest } from './manifest';
import { bundlePrefix, cose, cosignReferrer, jws, notationSignature, saysNothing, signaturePredicate, simpleSigning } from './media-types';

interface Kind {
  readonly format: SignatureFormat;
  announces(artifactType: string): boolean;
  holds(mediaType: string, artifactType: string): boolean;
}

/** What a referrer that signs is called, and its layers. Layers of other kinds sign nothing, whatever their annotations say. */
const kinds: readonly Kind[] = [
  {
    format: 'sigstore-bundle',
    announces: (type) => type.startsWith(bundlePrefix),
    // A bundle says itself what it is.
    holds: (layer) => layer.startsWith(bundlePrefix),
  },
  { format: 'cosign-legacy', announces: isOne(cosignReferrer), holds: (layer, type) => layer === simpleSigning && type === cosignReferrer },
  { format: 'notation-jws', announces: isOne(notationSignature), holds: (layer, type) => layer === jws && type === notationSignature },
  { format: 'notation-cose', announces: isOne(notationSignature), holds: (layer, type) => layer === cose && type === notationSignature },
];

function isOne(wanted: string): (type: string) => boolean {
  return (type) => type === wanted;
}

/** Hints of Cosign's about what is in a bundle, in the list or in the manifest: anybody can write them. */
const predicateHint = 'dev.sigstore.bundle.predicateType';

/** Bundles, legacy signatures and Notation's that refer to the subject (BUNDLE_SPEC.md, image specification 1.1). */
export async function referrers(question: Question): Promise<Discovery> {
  const { place, subject, reading } = question;
  const listed = await reading.referrers(place, subject.digest);
  const wanted = listed.filter(({ artifactType }) => saysNothing(artifactType) || kindOf(artifactType) !== undefined);
  const [now, later] = split(wanted.slice(0, limits.referrers), ({ annotations }) => !isHintedAttestation(annotations));
  const found = await Promise.all(now.map((descriptor) => answer(() => readReferrer(question, descriptor))));
  const waiting = later.map((descriptor) => () => answer(() => readReferrer(question, descriptor, true)));
  const most = message('more than {0} referrers are listed, and not all were read', limits.referrers);
  return merge([...found, { ...nothing, later: waiting, failures: wanted.length > limits.referrers ? [most] : [] }]);
}

async function readReferrer(question: Question, descriptor: Descriptor, evenAttestations = false): Promise<Discovery> {
  const manifest = await question.reading.manifest(question.place, descriptor.digest);
  // A list may name what was deleted since; it proves nothing either way.
  if (manifest === undefined) return nothing;
  const expected = kindOf(descriptor.artifactType);
  const content = readSignatureManifest(manifest);
  if (content === undefined) return expected === undefined ? nothing : { ...nothing, broken: [unreadableManifest(expected.format, question)] };
  const found = { ...nothing, candidates: candidatesIn(content, question) };
  // Notation's manifests have one layer, an envelope; one that has another calls itself a signature and is none.
  const isEmpty = content.artifactType === notationSignature && (found.candidates.length !== 1 || content.layers.length !== 1);
  if (isEmpty) return { ...nothing, broken: [unreadableManifest('notation-jws', question)] };
  const waits = !evenAttestations && found.candidates.length > 0 && isHintedAttestation(content.annotations);
  return waits ? { ...nothing, later: [async () => found] } : found;
}

function candidatesIn(content: SignatureManifest, { place, subject }: Question): readonly Candidate[] {
  const attachment = { kind: 'referrer', subject: content.subject?.digest } as const;
  return content.layers.flatMap((layer): Candidate[] => {
    const kind = kinds.find(({ holds }) => holds(layer.mediaType, content.artifactType));
    return kind === undefined ? [] : [{ format: kind.format, purpose: 'signature', attachment, layer, place, subject }];
  });
}

function kindOf(artifactType: string | undefined): Kind | undefined {
  return artifactType === undefined ? undefined : kinds.find(({ announces }) => announces(artifactType));
}

function isHintedAttestation(annotations: Readonly<Record<string, string>>): boolean {
  const hint = Object.hasOwn(annotations, predicateHint) ? annotations[predicateHint] : undefined;
  return hint !== undefined && hint !== '' && hint !== signaturePredicate;
}

function split<T>(items: readonly T[], test: (item: T) => boolean): [T[], T[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}
