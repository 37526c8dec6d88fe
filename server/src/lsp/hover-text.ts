import { valueOf } from '../core/fact';
import { formatReference } from '../core/reference';
import { imageLines } from './hover-image';
import { linksLine } from './hover-links';
import { offerLines } from './hover-offers';
import { publisherLine, publisherNotes } from './hover-publisher';
import type { Shown } from './hover-shown';
import { verdictLine } from './hover-verdict';
import { code, escapeMarkdown } from './markdown';

/** Paragraphs in Markdown: what matters most, who makes the image, what the registry says, how it lives, what else would do. */
export function sectionsOf(shown: Shown): string[] {
  const { use, session, facts } = shown;
  const verdict = verdictLine(shown);
  if (!use.reference) return [verdict, code(use.raw)];
  const reference = code(formatReference(use.reference));
  if (valueOf(facts.local) === true) return [verdict, reference];
  return [
    verdict,
    [reference, ...publisherLine(facts).map(text => escapeMarkdown(session.say(text)))].join('  \n'),
    ...list(imageLines(shown, verdict)),
    ...offerLines(shown),
    ...list(publisherNotes(facts, session)),
    ...linksLine(shown),
  ];
}

function list(lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [lines.map(line => `- ${line}`).join('\n')];
}
