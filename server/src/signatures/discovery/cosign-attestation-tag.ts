import { readTag } from './attached-tag';
import type { Candidate } from './candidate';
import { nothing, type Discovery, type Question } from './discovery';
import { envelope } from './media-types';

/** `sha256-<hex>.att`: a layer for each attestation, an envelope. What its annotation says of its type is not looked at. */
export function cosignAttestationTag(question: Question): Promise<Discovery> {
  const { place, subject } = question;
  return readTag(question, 'att', ({ content }) => {
    const layers = content.layers.filter(({ mediaType }) => mediaType === envelope);
    const candidates = layers.map((layer): Candidate => {
      return { format: 'cosign-legacy', purpose: 'attestation', attachment: { kind: 'tag' }, layer, place, subject };
    });
    return { ...nothing, candidates };
  });
}
