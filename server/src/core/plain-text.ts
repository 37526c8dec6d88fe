/**
 * Text from a registry, a signature or a document made safe to print: no control characters (a terminal would obey them), no
 * characters that turn the direction of writing, and not without end.
 */
export function plainText(text: string, most = 512): string {
  // Nearly every text is plain already, and the long pattern takes many times as long to say so.
  const clean = /^[ -~]*$/.test(text) ? text : text.replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]/gu, '\uFFFD');
  return clean.length > most ? `${clean.slice(0, most)}…` : clean;
}
