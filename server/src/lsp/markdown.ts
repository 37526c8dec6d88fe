/** Everything here takes text that a document, a registry or a certificate supplied: it must come out as text. */

/** Longer texts are cut: nothing that a hover names is that long. */
const longest = 400;
/** Control, bidirectional and invisible characters: they move what the reader sees away from what is there. */
const deceptive = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu;

/** One visible line of at most 400 characters. */
export function plain(text: string): string {
  const visible = text.slice(0, longest * 2).replace(/\s+/g, ' ').replace(deceptive, '\u{FFFD}').trim();
  return visible.length <= longest ? visible : `${visible.slice(0, longest)}…`;
}

/**
 * Text that no Markdown renderer takes for anything else: CommonMark lets every ASCII punctuation character be escaped,
 * which also keeps `https://…`, `www.…` and `a@b.c` from becoming links.
 */
export function escapeMarkdown(text: string): string {
  return plain(text).replace(/[!-/:-@[-`{-~]/g, '\\$&');
}

/** A code span, fenced by more backticks than the text has in a row. */
export function code(text: string): string {
  const shown = plain(text);
  const runs = shown.match(/`+/g) ?? [];
  const fence = '`'.repeat(Math.max(0, ...runs.map((run) => run.length)) + 1);
  const pad = shown.startsWith('`') || shown.endsWith('`') || shown === '' ? ' ' : '';
  return `${fence}${pad}${shown}${pad}${fence}`;
}

/** A link that runs a command; the client decides which commands it lets a hover run. */
export function commandLink(label: string, command: string, argument: unknown): string {
  const query = encodeURIComponent(JSON.stringify([argument])).replace(/[()']/g, percent);
  return `[${escapeMarkdown(label)}](command:${command}?${query})`;
}

/** A link to a page of the web; text alone when the address is none. */
export function webLink(label: string, url: string): string {
  if (!URL.canParse(url) || !url.startsWith('https://')) return escapeMarkdown(label);
  return `[${escapeMarkdown(label)}](${new URL(url).href.replace(/[()'<>]/g, percent)})`;
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
