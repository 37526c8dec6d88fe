import type { Comment } from '../../core/document';
import type { Range } from '../../core/range';
import { yamlLines } from './lines';

type Waiting = Omit<Comment, 'governs'>;

/** Comments on lines of their own; each governs the next line that is neither blank nor a comment, and its block scalar. */
export function readComments(text: string): Comment[] {
  const comments: Comment[] = [];
  let waiting: Waiting[] = [];
  // Those above the line that was read last, which may still turn out to open a block scalar.
  let above: Waiting[] = [];
  let governed: Range = { start: text.length, end: text.length };
  const settle = (): void => {
    for (const comment of above) comments.push({ ...comment, governs: governed });
    above = [];
  };
  for (const { kind, range, column } of yamlLines(text)) {
    if (kind === 'comment') {
      const start = range.start + column;
      waiting.push({ text: text.slice(start + 1, range.end).trim(), range: { start, end: range.end } });
    } else if (kind === 'block-scalar') {
      governed = { start: governed.start, end: range.end };
    } else if (kind === 'text') {
      settle();
      above = waiting;
      waiting = [];
      governed = range;
    }
  }
  settle();
  above = waiting;
  governed = { start: text.length, end: text.length };
  settle();
  return comments;
}
