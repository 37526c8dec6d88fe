import type { DocumentInfo } from '../core/document';
import { dockerfile } from './dockerfile';
import type { Format } from './format';
import { kubernetes } from './kubernetes';

/** Every format, in the order in which they are asked: the first that claims a document reads it. */
export const formats: readonly Format[] = [dockerfile, kubernetes];

/** The format that reads the document, or undefined when none does. */
export function formatFor(info: DocumentInfo): Format | undefined {
  return formats.find((format) => format.claims(info));
}
