import { dictOf, other, textOf, segmentsOf, type Segment, type Value } from './value';

/** What a function makes of its arguments, each of them what it may be; undefined where only a run would tell. */
export type TemplateFunction = (args: readonly (readonly Value[])[]) => readonly Value[] | undefined;

/** More forms of one text than this are not followed, nor longer ones. */
export const mostForms = 64;
const longestForm = 200;

const last: TemplateFunction = args => args.at(-1) ?? [other];
const any: TemplateFunction = args => args.flat();
/** What only looks whether something is there, or of which kind it is. */
const tested: TemplateFunction = () => [other];

/** Functions that hand on a value as it is, or say nothing of it. All others might do anything with it. */
export const templateFunctions: Readonly<Record<string, TemplateFunction>> = {
  quote: last, squote: last, toString: last, trim: last, required: last, deepCopy: last,
  default: any, coalesce: any, or: any, and: any,
  ternary: ([whenTrue = [], whenFalse = []]) => [...whenTrue, ...whenFalse],
  indent: last, nindent: args => args.at(-1)?.map(value => textOf(['\n', ...segmentsOf(value)])),
  not: tested, empty: tested, hasKey: tested, kindIs: tested, kindOf: tested, typeIs: tested, typeOf: tested, len: tested, fail: tested,
  dict: args => {
    const entries = new Map<string, readonly Value[]>();
    for (let at = 0; at + 1 < args.length; at += 2) {
      const key = literalOf(args[at]);
      if (key === undefined) return undefined;
      entries.set(key, args[at + 1] as readonly Value[]);
    }
    return asList(dictOf(entries));
  },
  list: args => asList(dictOf(new Map(args.map((arg, index) => [String(index), arg])))),
  print: args => joined(args.map(arg => arg.map(segmentsOf))),
  printf: args => {
    const format = literalOf(args[0]);
    const pieces = format?.split(/%[sv]/);
    if (!pieces || pieces.length !== args.length || pieces.some(piece => piece.includes('%'))) return undefined;
    return joined(pieces.flatMap((piece, index) => [[[piece]], ...(index + 1 < args.length ? [(args[index + 1] as readonly Value[]).map(segmentsOf)] : [])]));
  },
};

function asList(value: Value | undefined): readonly Value[] | undefined {
  return value && [value];
}

/** The one text that the argument is for certain. */
export function literalOf(values: readonly Value[] | undefined): string | undefined {
  const [value] = values ?? [];
  if (values?.length !== 1 || value?.kind !== 'text' || !value.segments.every(segment => typeof segment === 'string')) return undefined;
  return value.segments.join('');
}

function joined(parts: readonly (readonly (readonly Segment[])[])[]): readonly Value[] | undefined {
  return product(parts)?.map(textOf);
}

/** Every way to put the parts together, of which each has several forms; undefined where those are too many. */
export function product(parts: readonly (readonly (readonly Segment[])[])[]): readonly (readonly Segment[])[] | undefined {
  let forms: readonly (readonly Segment[])[] = [[]];
  for (const part of parts) {
    if (forms.length * part.length > mostForms) return undefined;
    forms = forms.flatMap(form => part.map(more => [...form, ...more]));
    if (forms.some(form => form.length > longestForm)) return undefined;
  }
  return forms;
}
