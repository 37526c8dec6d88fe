import { parse } from 'smol-toml';
import type { Table } from './values';

/** Nobody nests deeper by hand. */
const deepest = 32;

/** The file as a table; undefined when it is no TOML. Never throws. */
export function parseToml(text: string): Table | undefined {
  try {
    return parse(text.replace(/^\uFEFF/, ''), { maxDepth: deepest });
  } catch {
    return undefined;
  }
}
