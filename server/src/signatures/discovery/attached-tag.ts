import { splitDigest } from '../../core/digest';
import { message } from '../../core/message';
import type { Manifest } from '../../oci/client';
import { nothing, type Discovery, type Question } from './discovery';
import { readSignatureManifest, type SignatureManifest } from './manifest';

/** Longest tag of the distribution specification. */
const tagLength = 128;

/** What a manifest under such a tag holds, and where it is. */
export interface Attached {
  readonly manifest: Manifest;
  readonly content: SignatureManifest;
}

/** Reads what lies under `sha256-<hex>.<suffix>`, Cosign's own way of attaching things (SIGNATURE_SPEC.md). */
export async function readTag(question: Question, suffix: string, read: (attached: Attached) => Discovery): Promise<Discovery> {
  const { algorithm, hex } = splitDigest(question.subject.digest);
  const tag = `${algorithm}-${hex}.${suffix}`;
  if (tag.length > tagLength) return nothing;
  const manifest = await question.reading.manifest(question.place, tag);
  if (manifest === undefined) return nothing;
  const content = readSignatureManifest(manifest);
  if (content !== undefined) return read({ manifest, content });
  return suffix === 'sig' ? { ...nothing, broken: [unreadableManifest('cosign-legacy', question)] } : nothing;
}

export function unreadableManifest(format: Discovery['broken'][number]['format'], question: Question): Discovery['broken'][number] {
  return { format, check: 'format', reason: message('The manifest of the signature is not one that can be read.'), question };
}
