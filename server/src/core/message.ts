/**
 * A sentence for the user, not yet in a language: the English template with `{0}`, `{1}` … and what fills them.
 * The inner layers make messages, and only the edges render them, so that one engine speaks English and Japanese
 * at the same time and no layer below needs to know the locale.
 */
export interface Message {
  readonly template: string;
  readonly args: readonly (string | number | Message)[];
}

/** Translations by English template; a template that is missing stays English. */
export type Bundle = Readonly<Record<string, string>>;

/** `template` must be a literal: the translation check collects the literals of all calls. */
export function message(template: string, ...args: (string | number | Message)[]): Message {
  return { template, args };
}

export function render({ template, args }: Message, bundle: Bundle = {}): string {
  const text = Object.hasOwn(bundle, template) ? (bundle[template] as string) : template;
  if (args.length === 0) return text;
  let said = '';
  let isHole = false;
  for (const piece of piecesOf(text)) {
    said += isHole ? argument(args[Number(piece)], bundle) ?? `{${piece}}` : piece;
    isHole = !isHole;
  }
  return said;
}

function argument(value: Message['args'][number] | undefined, bundle: Bundle): string | undefined {
  return typeof value === 'object' ? render(value, bundle) : value?.toString();
}

/** Texts cut at their holes. There are only so many texts, and a large document says each of them thousands of times. */
const pieces = new Map<string, readonly string[]>();

/** By turns what is said as it stands, and the number of an argument. */
function piecesOf(text: string): readonly string[] {
  let cut = pieces.get(text);
  if (!cut) {
    cut = text.split(/\{(\d+)\}/);
    pieces.set(text, cut);
  }
  return cut;
}

/** `one; two; three`. */
export function joinMessages(parts: readonly Message[]): Message {
  const [first = message(''), ...rest] = parts;
  return rest.reduce((joined, part) => message('{0}; {1}', joined, part), first);
}
