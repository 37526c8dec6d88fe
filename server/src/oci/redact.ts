const openParameters: ReadonlySet<string> = new Set(['scope', 'service', 'n', 'last', 'digest']);
const longestText = 300;

/** The URL for a log line: no user, no fragment, and of the query only what cannot be a secret. */
export function redactUrl(url: URL): string {
  const query = [...url.searchParams].map(([name, value]) => {
    if (openParameters.has(name)) return `${name}=${value}`;
    return `${encodeURIComponent(name)}=…`;
  });
  return cleanText(`${url.protocol}//${url.host}${url.pathname}${query.length === 0 ? '' : `?${query.join('&')}`}`);
}

/** Text of unknown origin, fit for one line of a log: no control or formatting characters, and not endless. */
export function cleanText(text: string): string {
  const plain = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ');
  return plain.length > longestText ? `${plain.slice(0, longestText)}…` : plain;
}
