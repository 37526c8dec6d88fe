/** One challenge of a WWW-Authenticate header (RFC 9110, section 11.6.1), names in lower case. */
export interface Challenge {
  readonly scheme: string;
  readonly parameters: ReadonlyMap<string, string>;
}

export interface BearerChallenge {
  readonly realm: string;
  readonly service: string | undefined;
  readonly scope: string | undefined;
  /** What was wrong with the token, in the words of RFC 6750, section 3.1. */
  readonly error: string | undefined;
}

const longestHeader = 8192;
const word = /[A-Za-z0-9!#$%&'*+.^_`|~-]+/y;
const separators = /[ \t,]+/y;
const blanks = /[ \t]*/y;
const unquoted = /[^ \t,]*/y;

/** Every challenge in the header, several of one header or of several joined by commas. Forgives commas and quotes left out. */
export function parseChallenges(header: string): readonly Challenge[] {
  const challenges: { scheme: string; parameters: Map<string, string> }[] = [];
  const reader = createReader(header.slice(0, longestHeader));
  while (!reader.atEnd()) {
    reader.take(separators);
    const name = reader.take(word).toLowerCase();
    if (name === '') {
      reader.skip();
      continue;
    }
    reader.take(blanks);
    if (!reader.skip('=')) {
      challenges.push({ scheme: name, parameters: new Map() });
      continue;
    }
    reader.take(blanks);
    const value = reader.skip('"') ? readQuoted(reader) : reader.take(unquoted);
    const parameters = challenges.at(-1)?.parameters;
    if (parameters && !parameters.has(name)) parameters.set(name, value);
  }
  return challenges;
}

/** The first bearer challenge that says where tokens are had. */
export function bearerChallenge(header: string | undefined): BearerChallenge | undefined {
  for (const { scheme, parameters } of parseChallenges(header ?? '')) {
    const realm = parameters.get('realm');
    if (scheme !== 'bearer' || !realm) continue;
    return { realm, service: parameters.get('service'), scope: parameters.get('scope'), error: parameters.get('error') };
  }
  return undefined;
}

/** Whether a user name and a password would do. Its realm is a name for people, even where it looks like a URL. */
export function wantsBasic(header: string | undefined): boolean {
  return parseChallenges(header ?? '').some(({ scheme }) => scheme === 'basic');
}

interface Reader {
  atEnd(): boolean;
  /** What the sticky expression matches here, which may be nothing. */
  take(expression: RegExp): string;
  /** Passes one character, if it is `character` when that is given. */
  skip(character?: string): boolean;
}

function createReader(text: string): Reader {
  let at = 0;
  return {
    atEnd: () => at >= text.length,
    take(expression) {
      expression.lastIndex = at;
      const [match = ''] = expression.exec(text) ?? [];
      at += match.length;
      return match;
    },
    skip(character) {
      if (character !== undefined && text[at] !== character) return false;
      at += 1;
      return true;
    },
  };
}

const quotedRun = /[^"\\]*/y;
const anyCharacter = /[^]?/y;

/** Up to the closing quote, or to the end where it is missing. */
function readQuoted(reader: Reader): string {
  let value = '';
  while (!reader.atEnd()) {
    value += reader.take(quotedRun);
    if (reader.skip('"')) break;
    if (reader.skip('\\')) value += reader.take(anyCharacter);
  }
  return value;
}
