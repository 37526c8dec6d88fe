import type { Comment } from '../../core/document';
import { yamlLines } from './lines';

/** Comments on lines of their own; each governs the next line that is neither blank nor a comment. */
export function readComments(text: string): Comment[] {
  const comments: Comment[] = [];
  let waiting: Omit<Comment, 'governs'>[] = [];
  const settle = (governs: Comment['governs']) => {
    for (const comment of waiting) comments.push({ ...comment, governs });
    waiting = [];
  };
  for (const { kind, range, column } of yamlLines(text)) {
    if (kind === 'comment') {
      const start = range.start + column;
      waiting.push({ text: text.slice(start + 1, range.end).trim(), range: { start, end: range.end } });
    } else if (kind !== 'blank') {
      settle(range);
    }
  }
  settle({ start: text.length, end: text.length });
  return comments;
}
