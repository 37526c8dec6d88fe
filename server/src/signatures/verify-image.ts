import { message, type Message } from '../core/message';
import { formatReference, fullName, sameName, type ImageReference } from '../core/reference';
import type { VerificationReport } from '../core/verification';
import type { LookupOptions, Manifest, RegistryClient } from '../oci/client';
import type { Evidence } from './finds';
import { explainLookupFailure } from './lookup-failure';
import { createReading } from './reading';
import { conclude } from './report';
import { searchPlace, type Search } from './search';
import { subjectsOf } from './subjects';
import type { TrustRoot } from './trust-root';
import type { VerificationRequest } from './verifier';

export interface Access {
  readonly client: RegistryClient;
  readonly options: LookupOptions;
  readonly root: TrustRoot;
  readonly now: number;
}

/** The reference is resolved once: what is verified afterwards is that digest, whatever the tag serves by then. Never rejects. */
export async function verifyImage(request: VerificationRequest, access: Access): Promise<VerificationReport> {
  const { client, options, root, now } = access;
  const base = { reference: formatReference(request.reference), trustRoot: root.info };
  const resolved = await resolve(request.reference, access);
  if (!('bytes' in resolved)) return { ...base, verdict: 'unknown', reason: resolved, signatures: [], attestations: [] };
  const reading = createReading(client, options, [resolved]);
  const context = { signers: request.signers, root, now, judged: request.upstream ?? request.reference };
  const search = { place: request.reference, subjects: subjectsOf(resolved, request.platform), request, context, reading };
  const found = await searchPlaces(search, request.upstream && { place: request.upstream, reading: createReading(client, atUpstream(options, request.upstream, request.reference), [resolved]) });
  const signatures = found.flatMap(({ evidence }) => evidence.signatures);
  const attestations = found.flatMap(({ evidence }) => evidence.attestations);
  const failures = found.flatMap(({ evidence }) => evidence.failures);
  const places = found.map(({ place }) => fullName(place));
  const { publisherDoesNotSign } = request;
  return { ...base, digest: resolved.digest, ...conclude({ signatures, failures, publisherDoesNotSign, places }), signatures, attestations };
}

async function resolve(reference: ImageReference, { client, options }: Access): Promise<Manifest | Message> {
  try {
    return (await client.manifest(reference, options)) ?? message('The registry has no such image.');
  } catch (error) {
    return explainLookupFailure(error);
  }
}

interface Found {
  readonly place: ImageReference;
  readonly evidence: Evidence;
}

/** Beside the image; and at its upstream, under the same digest, when it is certain that nothing is there. */
async function searchPlaces(search: Search, upstream: Pick<Search, 'place' | 'reading'> | undefined): Promise<readonly Found[]> {
  const beside = { place: search.place, evidence: await searchPlace(search) };
  const isSettled = beside.evidence.signatures.length > 0 || beside.evidence.failures.length > 0;
  if (isSettled || upstream === undefined || sameName(upstream.place, search.place)) return [beside];
  return [beside, { place: upstream.place, evidence: await searchPlace({ ...search, ...upstream }) }];
}

/** Whoever runs a command names the image's host in doing so, and no other: a file did that. */
function atUpstream(options: LookupOptions, upstream: ImageReference, { registry }: ImageReference): LookupOptions {
  return upstream.registry === registry ? options : { ...options, consent: { ...options.consent, purpose: 'background' } };
}
