import { readTag } from './attached-tag';
import type { Candidate } from './candidate';
import { nothing, type Discovery, type Question } from './discovery';
import { simpleSigning } from './media-types';

/** `sha256-<hex>.sig`: a layer for each signature, which stands in its annotations. Layers of other kinds sign nothing. */
export function cosignSignatureTag(question: Question): Promise<Discovery> {
  const { place, subject } = question;
  return readTag(question, 'sig', ({ content }) => {
    const layers = content.layers.filter(({ mediaType }) => mediaType === simpleSigning);
    const candidates = layers.map((layer): Candidate => {
      return { format: 'cosign-legacy', purpose: 'signature', attachment: { kind: 'tag' }, layer, place, subject };
    });
    return { ...nothing, candidates };
  });
}
