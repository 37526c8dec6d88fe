/**
 * Text from a registry, a signature or a document made safe to print: no control characters (a terminal would obey them), no
 * characters that turn the direction of writing, and not without end.
 */
export function plainText(text: string, most = 512): string {
  // Nearly every text is plain already, and the long pattern takes many times as long to say so.
  const clean = /^[ -~]*$/.test(text) ? text : text.replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]/gu, '\uFFFD');
  return clean.length > most ? `${clean.slice(0, most)}…` : clean;
}

/** Longer values are cut: a certificate may carry whatever somebody put there. */
const longestLine = 500;
/** Control, direction and private characters, and those that nobody sees: the reader would see something else than what is there. */
const deceptive = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}\p{Default_Ignorable_Code_Point}\u2800]/gu;
/** Marks that pile up on one letter are drawn over the lines above it. */
const piledMarks = /(\p{M}{3})\p{M}+/gu;

/** What somebody else wrote, as one visible line that cannot pretend to be ours. */
export function visibleLine(text: string): string {
  const line = text.slice(0, longestLine * 2).replace(/\s+/g, ' ').replace(deceptive, '\uFFFD').replace(piledMarks, '$1\uFFFD').trim();
  return line.length <= longestLine ? line : `${line.slice(0, longestLine)}…`;
}

/** Nothing in it looks like something else: a name that is to be relied on may hold no other characters. */
export function isPlainWord(text: string): boolean {
  return text.length <= longestLine && /^[!-~]+$/.test(text);
}
