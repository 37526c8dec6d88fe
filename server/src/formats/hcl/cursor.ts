import type { Token } from './tokens';

/** How far the tokens have been read, and what was wrong with them. */
export interface Parser {
  readonly source: string;
  readonly tokens: readonly Token[];
  at: number;
  depth: number;
  broken: boolean;
  tooDeep: boolean;
}

export function parserOf(source: string, tokens: readonly Token[]): Parser {
  return { source, tokens, at: 0, depth: 0, broken: false, tooDeep: false };
}

export function kindOf(p: Parser): string {
  return p.tokens[p.at]?.kind ?? '';
}

export function startOf(p: Parser): number {
  return p.tokens[p.at]?.start ?? p.source.length;
}

/** Where the last token that was taken ends. */
export function doneOf(p: Parser): number {
  return p.tokens[p.at - 1]?.end ?? 0;
}

export function take(p: Parser, kind: string): boolean {
  if (kindOf(p) !== kind) return false;
  p.at += 1;
  return true;
}

export function readWord(p: Parser): string {
  const { start, end } = p.tokens[p.at] as Token;
  p.at += 1;
  return p.source.slice(start, end);
}
