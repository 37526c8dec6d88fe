import type { ReadDocument } from '../../server/src/core/document';
import type { ImageUse } from '../../server/src/core/image-use';
import { parseReference } from '../../server/src/core/reference';

/** A reader of scripts that knows one command, for tests of what hands scripts on. */
export function readDockerRun(text: string): Pick<ReadDocument, 'uses' | 'comments'> {
  const uses = [...text.matchAll(/docker run (\S+)/g)].map(({ index, 1: raw = '' }): ImageUse => {
    const range = { start: index + 'docker run '.length, end: index + 'docker run '.length + raw.length };
    const parsed = parseReference(raw);
    if (!parsed.ok) throw new Error(`the test names no image: ${raw}`);
    return { format: 'shell', role: 'tool', range, raw, reference: parsed.reference, unresolved: null, site: { range, raw } };
  });
  return { uses, comments: [] };
}
