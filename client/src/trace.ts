/** What a trace of the protocol may say: never what is fetched for the server, for that holds logins and tokens. */

const fetches = 'plimsoll/fetch';
const leftOut = '(left out)';
/** More requests than this are never under way. */
const mostPending = 1000;

/** One entry at a time, as the library writes it: text with the parameters below, or a message in JSON. */
export function createTraceFilter(): (text: string) => string {
  const pending = new Set<unknown>();
  return text => masked(text.startsWith('{') ? filteredJson(text, pending) : filteredText(text));
}

function filteredText(text: string): string {
  const [first = ''] = text.split('\n', 1);
  return first.includes(`'${fetches} - (`) && text.length > first.length ? `${first}\n${leftOut}` : text;
}

/** An answer in JSON says what it answers by its number alone. */
function filteredJson(text: string, pending: Set<unknown>): string {
  const entry = JSON.parse(text) as { type?: unknown; message?: { id?: unknown; method?: unknown } };
  const { id, method } = entry.message ?? {};
  if (method === fetches) {
    pending.add(id);
    if (pending.size > mostPending) pending.clear();
    return JSON.stringify({ ...entry, message: { id, method, params: leftOut } });
  }
  if (entry.type !== 'send-response' || !pending.delete(id)) return text;
  return JSON.stringify({ ...entry, message: { id, result: leftOut } });
}

/** Settings hold the login of a proxy. */
function masked(text: string): string {
  return text
    .replace(/("[^"\n]{0,100}authorization"\s*:\s*)"(?:[^"\\\n]|\\.)*"/gi, '$1"…"')
    .replace(/:\/\/[^\s"/@]{0,1000}@/g, '://…@');
}
