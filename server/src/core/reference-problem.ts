import { message, type Message } from './message';
import type { ReferenceProblem } from './reference-grammar';

const sentences: Readonly<Record<ReferenceProblem, Message>> = {
  empty: message('No image is named here.'),
  uppercase: message('The repository must be in lower case.'),
  'too-long': message('The repository is longer than 255 characters.'),
  'invalid-format': message('This cannot be an image reference.'),
  'image-id': message('This is the id of a local image, which no registry knows.'),
  'digest-invalid-length': message('The digest does not have the length that its algorithm demands.'),
  'digest-invalid-format': message('The digest must be in lower-case hexadecimal digits.'),
  'digest-unsupported-algorithm': message('The digest must be a sha256, sha384 or sha512 digest.'),
};

/** What is wrong with a text that `parseReference` refused, in one sentence. */
export function describeProblem(problem: ReferenceProblem): Message {
  return sentences[problem];
}

/** Signs that stand in no reference and in every template language. */
const templateSigns = /[{}<>$()%]/;

/**
 * Whether a text that is no reference looks like the hole of a template, which somebody else fills:
 * `{{ image }}`, `<your image>`, `REPLACE-ME`.
 */
export function looksLikePlaceholder(text: string): boolean {
  return templateSigns.test(text) || /^[A-Z0-9]+(?:[-_]+[A-Z0-9]+)+$/.test(text.slice(0, 256));
}
