import { bareSurroundings, largestParsedDocument, mostUses, type ReadDocument, type Surroundings } from '../../core/document';
import type { Format, ImagePlace } from '../format';
import { referenceAt } from '../place';
import { editScalar } from '../yaml/use';
import { formatId, tagOrDigest, usesOf } from './uses';

const file = /(?:^|\/)(?:\.devcontainer\.json|\.devcontainer\/(?:.+\/)?devcontainer\.json|devcontainer-feature\.json)$/;
const words = /"(?:image|features|dependsOn|cacheFrom|\w+Command)"/;
const opening = /"image"[ \t]*:[ \t]*"$/;

/**
 * Development containers: the image, what its build takes from a cache, the features that are put into it and what they need, and the
 * commands of its life. What `devcontainer-lock.json` says is written by a tool, each digest with a checksum of its own: nobody may edit it.
 */
export const devcontainer: Format = {
  id: formatId,
  title: 'Development containers',
  files: ['.devcontainer.json', '.devcontainer/**/devcontainer.json', 'devcontainer-feature.json'],
  mayClaim: path => file.test(path),
  claims: ({ path }) => file.test(path),
  read,
  readStart: () => undefined,
  edit(use, reference) {
    const isFeature = use.role === 'value' && use.reference?.digest !== undefined && use.reference.tag === undefined;
    return isFeature && reference.tag !== undefined ? { disabled: tagOrDigest } : editScalar(use, reference);
  },
  // Comments are of another kind here.
  commentPlace: () => undefined,
  imagePlace,
};

function read(text: string, around: Surroundings = bareSurroundings): ReadDocument {
  const document = { format: formatId, text, uses: [], comments: [] };
  if (!words.test(text)) return document;
  if (text.length > largestParsedDocument) return { ...document, limited: 'too-large' };
  const uses = usesOf(text, around);
  return uses.length > mostUses ? { ...document, uses: uses.slice(0, mostUses), limited: 'too-large' } : { ...document, uses };
}

function imagePlace(text: string, offset: number): ImagePlace | undefined {
  const found = referenceAt(text, offset, opening);
  if (!found) return undefined;
  const { start, end } = found.range;
  // With a letter at the cursor there is something to read, also where nothing stands yet.
  const { uses } = read(`${text.slice(0, offset)}x${text.slice(offset)}`);
  return uses.some(({ range }) => range.start === start && range.end === end + 1) ? { range: found.range, stages: [] } : undefined;
}
