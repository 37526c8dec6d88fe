import type { Format } from '../format';
import { editSplit } from '../split';
import { commentPlace } from '../yaml/comment-place';
import { parseYaml } from '../yaml/parse';
import { createStreamReader } from '../yaml/stream';
import { formatId } from './entry';
import { scanLines } from './scan';
import { readStructure } from './structure';

const file = /(?:^|\/)(?:kustomization\.ya?ml|Kustomization)$/;
/** Flux has a kind of the same name, whose images stand deeper. */
const content = /^\uFEFF?["']?(?:images|patches|patchesStrategicMerge|patchesJson6902)["']?[ \t]*:/m;

/** What Kustomize writes in place of the images of its resources. */
export const kustomization: Format = {
  id: formatId,
  title: 'Kustomize',
  files: ['kustomization.yaml', 'Kustomization'],
  mayClaim: path => file.test(path),
  claims: ({ path, text }) => file.test(path) && content.test(text),
  ...createStreamReader({ id: formatId, mayNameImage: text => text.includes('image'), readStructure, scanLines, mostRemembered: 500_000 }),
  edit: editSplit,
  // Where a key may just as well belong to the text above it, a comment between them could change what both say.
  commentPlace: (text, offset) => (isWhole(text) ? commentPlace(text, offset) : undefined),
};

function isWhole(text: string): boolean {
  const parsed = parseYaml(text);
  return parsed.state === 'parsed' && !parsed.broken;
}
