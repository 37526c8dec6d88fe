/** HTML that is safe to show: made by `html`, or a constant of ours. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Hole = string | number | Markup | readonly Markup[];

/** A piece of HTML: whatever is put into it is escaped, unless it is such a piece itself. */
export function html(texts: TemplateStringsArray, ...holes: Hole[]): Markup {
  const text = texts.reduce((made, each, index) => made + into(holes[index - 1] ?? '') + each);
  return new Markup(text);
}

function into(hole: Hole): string {
  if (hole instanceof Markup) return hole.text;
  if (typeof hole === 'string' || typeof hole === 'number') return escaped(String(hole));
  return hole.map(({ text }) => text).join('');
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;', '`': '&#96;' };

/** As text between tags, and between the quotes of an attribute. */
function escaped(text: string): string {
  return text.replace(/[&<>"'`]/g, character => entities[character] ?? '');
}
