import type { ReadDocument } from '../../server/src/core/document';
import { useOfText } from '../../server/src/formats/code/text-use';

/** A reader of scripts that knows one command, for tests of what hands scripts on. */
export function readDockerRun(text: string): Pick<ReadDocument, 'uses' | 'comments'> {
  const uses = [...text.matchAll(/docker run (\S+)/g)].map(({ index, 1: raw = '' }) => {
    const start = index + 'docker run '.length;
    return useOfText(text, { start, end: start + raw.length }, { format: 'shell', role: 'tool' });
  });
  return { uses, comments: [] };
}
