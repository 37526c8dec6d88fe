import type { Unresolved } from '../../core/image-use';
import { message } from '../../core/message';
import { parseReference, type ImageReference } from '../../core/reference';
import { describeProblem, looksLikePlaceholder } from '../../core/reference-problem';
import type { Expansion } from './expand';

/** What a word means: an image, or why none is known. */
export type Meaning =
  | { readonly reference: ImageReference; readonly unresolved: null }
  | { readonly reference: null; readonly unresolved: Unresolved };

function unresolved(code: Unresolved['code'], sentence: Unresolved['message']): Meaning {
  return { reference: null, unresolved: { code, message: sentence } };
}

/** Signs of template languages that no Dockerfile has a use for. */
const templateHole = /\{\{|\}\}|\{%|%\}|<[^>]*>|\$\{(?:templateOption|localEnv|containerEnv|localWorkspaceFolder)/;

/** Enough of a text to tell what it is, for people and for expressions. */
function shortened(text: string): string {
  return text.length > 100 ? `${text.slice(0, 99)}…` : text;
}

/** The meaning of the base of a FROM; `word` is the text that the document has. */
export function meaningOfBase(word: string, { text, problem, incomplete }: Expansion): Meaning {
  const raw = shortened(word);
  const waits = unresolved('variable', message('Only a build argument fills {0}.', raw));
  if (problem === 'syntax') {
    return templateHole.test(raw) ? placeholder() : unresolved('invalid', message('{0} cannot be expanded.', raw));
  }
  if (problem === 'too-large') return unresolved('variable', message('Too much would have to be expanded here.'));
  if (problem === 'required' || (text === '' && incomplete)) return waits;
  if (text === '') return unresolved('empty', message('No image is named here.'));
  const meaning = meaningOfText(text);
  return meaning.unresolved && incomplete ? waits : meaning;
}

/** The meaning of a text in which nothing is expanded. */
export function meaningOfText(text: string): Meaning {
  const result = parseReference(text);
  if (result.ok) return { reference: result.reference, unresolved: null };
  return looksLikePlaceholder(text) ? placeholder() : unresolved('invalid', describeProblem(result.problem));
}

/** The meaning of `COPY --from` and of the source of a mount, where BuildKit refuses variables. */
export function meaningOfSource(text: string): Meaning {
  if (!text.includes('$') || templateHole.test(shortened(text))) return meaningOfText(text);
  return unresolved('invalid', message('Variables are not expanded here; a build stage of their own can expand them.'));
}

function placeholder(): Meaning {
  return unresolved('placeholder', message('This is a placeholder that a template fills.'));
}
