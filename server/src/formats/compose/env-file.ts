/** Values by their names; undefined for one that only the environment knows. */
export type EnvFile = ReadonlyMap<string, string | undefined>;

export const noEnvFile: EnvFile = new Map();

/** One statement: `NAME=value`, `export NAME: value`, a value in either quotes, over several lines there. */
const statement = /^[ \t]*(?:export[ \t]+)?([A-Za-z_][\w.-]*)[ \t]*[=:][ \t]*(?:"((?:[^"\\]|\\[^])*)"|'((?:[^'\\]|\\[^])*)'|([^\r\n]*))/gm;
/** What is named so is nobody's image, and must not get into a question to a registry. */
const secret = /password|passwd|secret|apikey|credential|(?:^|_)(?:pass|pwd|token|key|auth)(?:_|$)/i;
const reference = /\$(?:\$|\{?([A-Za-z_]\w*)\}?)/g;
const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', $: '$$' };

/** `.env` beside a Compose file, as its specification reads it. Nothing in it is ever run. */
export function parseEnvFile(text: string): EnvFile {
  const values = new Map<string, string | undefined>();
  for (const [, name = '', double, single, plain = ''] of text.matchAll(statement)) {
    if (secret.test(name)) values.set(name, undefined);
    else if (single !== undefined) values.set(name, single.replace(/\\'/g, "'"));
    else values.set(name, double === undefined ? unquoted(plain, values) : expand(double.replace(/\\([nrt"\\$])/g, (_, sign: string) => escapes[sign] ?? sign), values));
  }
  return values;
}

function unquoted(text: string, known: EnvFile): string | undefined {
  // A quote that is not closed makes the whole file invalid.
  if (/^["']/.test(text)) return undefined;
  const comment = / #/.exec(text);
  return expand((comment ? text.slice(0, comment.index) : text).trim(), known);
}

/** With what stands above it; what is more than a name in braces is left to the environment, as is what nobody set. */
function expand(text: string, known: EnvFile): string | undefined {
  if (/\$\{[^}]*[^\w}]/.test(text)) return undefined;
  let complete = true;
  const expanded = text.replace(reference, (_, name?: string) => {
    const value = name === undefined ? '$' : known.get(name);
    if (value === undefined) complete = false;
    return value ?? '';
  });
  return complete ? expanded : undefined;
}
