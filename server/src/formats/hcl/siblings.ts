import type { Surroundings } from '../../core/document';
import { createMemory } from '../memory';
import { Constants, type NameTable, type SiblingNames } from './constants';
import { parseHcl, type ParsedHcl } from './parse';

/** A file beside a document that has a say in what its names stand for. */
export interface SiblingFile {
  readonly file: string;
  readonly names: readonly NameTable[];
  /** What it says counts, whatever the document says itself. */
  readonly overrides?: true;
}

/** Documents of a folder are read one after the other, and take the same files. */
const parsed = createMemory<ParsedHcl>(1_000_000);

/** The names of those files that are there. */
export function namesOfSiblings(files: readonly SiblingFile[], { siblings }: Surroundings): readonly SiblingNames[] {
  return files.flatMap(({ file, names, overrides = false }) => {
    const text = siblings.get(file);
    return text === undefined ? [] : [{ file, overrides, constants: new Constants(text, () => parse(text).root, names) }];
  });
}

function parse(text: string): ParsedHcl {
  const known = parsed.get(text) ?? parseHcl(text);
  parsed.set(text, known);
  return known;
}
