import { Composer, Lexer, Parser, type CST, type Document } from 'yaml';

/**
 * Deeper documents never reach the composer. It calls itself once per level, and its regular expressions, compiled on a
 * deep stack, abort Node 20 where nobody can catch it. Of 3,229 published files none is a tenth as deep.
 */
export const deepestDocument = 200;
/** A text with more syntax errors than this is no YAML; each further one would only cost time. */
const mostErrors = 1_000;

export type Parsed =
  | { readonly state: 'parsed'; readonly documents: readonly Document.Parsed[]; readonly broken: boolean }
  | { readonly state: 'too-deep' | 'too-large' }
  | { readonly state: 'hopeless' };

/** Lexical tokens that may still be parsed; what was parsed is taken off. */
export interface TokenBudget {
  left: number;
}

/** Tokens of one stream: over a second's work, and twice what the largest published manifests have. */
export const mostTokens = 600_000;

/**
 * Parses one YAML (or JSON) document. `broken` says that there were syntax errors, so parts may be missing.
 * Never throws; nothing is ever converted to JavaScript values, so aliases cannot multiply.
 */
export function parseYaml(text: string, budget: TokenBudget = { left: mostTokens }): Parsed {
  const tokens = tokenize(text, budget);
  return Array.isArray(tokens) ? compose(tokens) : { state: tokens };
}

/**
 * The depth guard stands here: this parser keeps its own stack instead of calling itself, so its height is the exact
 * depth, flow and block, and the text is left as soon as that is too much.
 */
function tokenize(text: string, budget: TokenBudget): CST.Token[] | 'too-deep' | 'too-large' | 'hopeless' {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let errors = 0;
  const take = (token: CST.Token) => {
    tokens.push(token);
    if (token.type === 'error') errors += 1;
  };
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) take(token);
    budget.left -= 1;
    if (budget.left < 0) return 'too-large';
    if (parser.stack.length > deepestDocument) return 'too-deep';
    if (errors > mostErrors) return 'hopeless';
  }
  for (const token of parser.end()) take(token);
  return tokens;
}

function compose(tokens: readonly CST.Token[]): Parsed {
  // The default check for unique keys is quadratic, and pretty errors copy lines of the text.
  const composer = new Composer({ uniqueKeys: false, strict: false, prettyErrors: false });
  let errors = 0;
  // The library keeps every error, with its stack; a document can hold hundreds of thousands. Only their number matters here.
  Object.assign(composer, {
    onError: (...[, , , isWarning]: [at: unknown, code: unknown, text: unknown, isWarning?: boolean]) => {
      if (isWarning) return;
      errors += 1;
      if (errors > mostErrors) throw new Error('too many syntax errors');
    },
  });
  try {
    const documents = [...composer.compose(tokens)];
    return { state: 'parsed', documents, broken: errors > 0 || documents.some((document) => document.errors.length > 0) };
  } catch {
    // That is the limit above. A failure of the library itself would mean the same: look at the lines instead.
    return { state: 'hopeless' };
  }
}
