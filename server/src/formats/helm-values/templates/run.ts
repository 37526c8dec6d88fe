import type { Command, Operand, Pipe } from './expression';
import { literalOf, mostForms, product, templateFunctions } from './functions';
import type { Evidence, ImageField, Place } from './evidence';
import { parseTemplate, type Branch, type Node } from './tree';
import { distinct, fieldOf, fileText, hasFileText, keyOf, other, pathsIn, root, segmentsOf, textOf, unknown, type Segment, type Value, type ValuePath } from './value';

/** Steps that one chart may take: of published charts the largest needs a third. */
const mostSteps = 150_000;
/** Helpers that call helpers deeper than this are not followed. */
const deepest = 40;

type Forms = readonly (readonly Segment[])[];

/** One file's text and the template in it. */
interface Source {
  readonly file: string;
  readonly text: string;
}

interface Defined extends Source {
  readonly nodes: readonly Node[];
}

/** What a stretch of a template sees. */
interface Scope {
  readonly source: Source;
  readonly dot: readonly Value[];
  /** `$`: what the file or the helper was given. */
  readonly given: readonly Value[];
  readonly variables: Map<string, readonly Value[]>;
  readonly outer?: Scope;
  readonly depth: number;
}

class TooMuch extends Error {}

/** What a helper says is not known yet: it calls itself. */
const underWay: Forms = [];

/**
 * Follows the values of a chart through its templates, in every way that a run might take, and tells where their texts end.
 * Undefined where that takes too long, or where a file is no template.
 */
export function followValues(files: ReadonlyMap<string, string>): Evidence | undefined {
  const sources: Defined[] = [];
  const helpers = new Map<string, Defined[]>();
  for (const [file, text] of files) {
    const template = parseTemplate(text);
    if (!template) return undefined;
    if (!/(?:^|\/)_[^/]*$/.test(file)) sources.push({ file, text, nodes: template.nodes });
    for (const [name, nodes] of template.defines) helpers.set(name, [...(helpers.get(name) ?? []), { file, text, nodes }]);
  }
  const run = new Run(helpers);
  try {
    for (const source of sources) run.file(source);
  } catch (error) {
    if (error instanceof TooMuch) return undefined;
    throw error;
  }
  return run.evidence();
}

class Run {
  readonly #helpers: ReadonlyMap<string, readonly Defined[]>;
  readonly #elsewhere = new Map<string, Place & { readonly path: ValuePath }>();
  readonly #images: ImageField[] = [];
  readonly #results = new Map<string, Forms>();
  #steps = 0;

  constructor(helpers: ReadonlyMap<string, readonly Defined[]>) {
    this.#helpers = helpers;
  }

  evidence(): Evidence {
    return { elsewhere: [...this.#elsewhere.values()], images: this.#images };
  }

  file(source: Defined): void {
    this.#document(source.nodes, { source, dot: [root], given: [root], variables: new Map(), depth: 0 });
  }

  // — YAML: the text of each line counts where it is an image field —

  #document(nodes: readonly Node[], scope: Scope): void {
    let line = '';
    let field: { forms: Forms; start: number } | undefined;
    const close = () => {
      if (field) this.#images.push({ ...placeOf(scope.source, field.start), forms: field.forms });
      field = undefined;
    };
    for (const node of nodes) {
      this.#step();
      if (node.kind === 'text') {
        const end = node.text.indexOf('\n');
        if (field) field.forms = this.#joined([field.forms, [[end < 0 ? node.text : node.text.slice(0, end)]]], node, scope);
        if (end >= 0) close();
        line = end < 0 ? line + node.text : node.text.slice(node.text.lastIndexOf('\n') + 1);
      } else if (node.kind === 'assign') this.#assign(node, scope);
      else {
        const begun = field ? undefined : imageLine.exec(line)?.[1];
        if (begun !== undefined) field = { forms: [[begun]], start: node.start };
        line += '\0';
        if (node.kind === 'output') {
          const values = this.#pipe(node.pipe, { node, scope });
          if (values.some(beginsLine)) close();
          if (field) field.forms = this.#joined([field.forms, values.map(segmentsOf)], node, scope);
          else this.#usedElsewhere(values, { node, scope });
        } else if (field && isInline(node)) field.forms = this.#joined([field.forms, this.#branchText(node, scope)], node, scope);
        else {
          close();
          for (const { inner, nodes: body } of this.#ways(node, scope)) this.#document(body, inner);
        }
      }
    }
    close();
  }

  // — A text in all its forms —

  #text(nodes: readonly Node[], scope: Scope): Forms {
    let forms: Forms = [[]];
    for (const node of nodes) {
      this.#step();
      if (node.kind === 'text') forms = this.#joined([forms, [[node.text]]], node, scope);
      else if (node.kind === 'assign') this.#assign(node, scope);
      else if (node.kind === 'output') forms = this.#joined([forms, this.#pipe(node.pipe, { node, scope }).map(segmentsOf)], node, scope);
      else forms = this.#joined([forms, this.#branchText(node, scope)], node, scope);
    }
    return forms;
  }

  #branchText(node: Branch, scope: Scope): Forms {
    const forms = this.#ways(node, scope).flatMap(({ inner, nodes }) => this.#text(nodes, inner));
    if (node.kind !== 'range') return forms;
    // Once more, and it stands behind itself.
    this.#usedElsewhere(forms.map(textOf), { node, scope });
    return [[], [unknown]];
  }

  /** Too many forms are not followed: whatever is in them may be anywhere. */
  #joined(parts: readonly Forms[], node: Node, scope: Scope): Forms {
    const forms = product(parts);
    if (forms) return forms.length < 2 ? forms : distinct(forms.map(textOf)).map(segmentsOf);
    for (const part of parts) this.#usedElsewhere(part.map(textOf), { node, scope });
    return [[unknown]];
  }

  // — Blocks —

  /** What a block may do, and with which dot. */
  #ways(node: Branch, scope: Scope): { readonly inner: Scope; readonly nodes: readonly Node[] }[] {
    const { kind, names, body, otherwise } = node;
    const values = this.#pipe(node.pipe, { node, scope });
    const items = kind === 'range' ? values.flatMap(value => this.#itemsOf(value, { node, scope })) : values;
    const variables = new Map<string, readonly Value[]>();
    const [first, second] = names;
    if (first !== undefined) variables.set(first, second === undefined ? items : [other]);
    if (second !== undefined) variables.set(second, items);
    const inner: Scope = { ...scope, dot: kind === 'if' ? scope.dot : items, variables, outer: scope };
    const without: Scope = { ...scope, variables: new Map(variables), outer: scope };
    return [{ inner, nodes: body }, ...(kind === 'range' ? [{ inner, nodes: body }] : []), { inner: without, nodes: otherwise }];
  }

  #itemsOf(value: Value, at: At): readonly Value[] {
    if (value.kind === 'path') return [{ kind: 'path', path: [...value.path, '*'] }];
    if (value.kind === 'dict') return [...value.entries.values()].flat();
    this.#usedElsewhere([value], at);
    return [other];
  }

  #assign({ pipe, names, declares, ...node }: Extract<Node, { kind: 'assign' }>, scope: Scope): void {
    const values = this.#pipe(pipe, { node, scope });
    const [name = ''] = names;
    const owner = declares ? scope : (ownerOf(name, scope) ?? scope);
    const known = declares ? [] : (owner.variables.get(name) ?? []);
    owner.variables.set(name, this.#few([...known, ...values], { node, scope }));
  }

  // — Expressions —

  #pipe({ commands }: Pipe, at: At): readonly Value[] {
    let piped: readonly Value[] | undefined;
    for (const command of commands) piped = this.#command(command, piped, at);
    return piped ?? [other];
  }

  #command({ name, operands }: Command, piped: readonly Value[] | undefined, at: At): readonly Value[] {
    this.#step();
    const args = [...operands.map(operand => this.#operand(operand, at)), ...(piped ? [piped] : [])];
    const [first = [other]] = args;
    if (name === undefined) {
      if (args.length < 2) return first;
      // A method is called, of `.Files` or of `.Capabilities`.
      return this.#unfollowed(args.flat(), at);
    }
    return this.#few(this.#call(name, args, at), at);
  }

  #call(name: string, args: readonly (readonly Value[])[], at: At): readonly Value[] {
    const [first = [other], ...rest] = args;
    if (name === 'include') return this.#include(first, rest[0] ?? [other], at);
    if (name === 'tpl') return this.#tpl(first, at);
    if (name === 'index' || name === 'get') return this.#index(first, rest, at);
    const known = Object.hasOwn(templateFunctions, name) ? templateFunctions[name]?.(args) : undefined;
    if (known) return known;
    return this.#unfollowed(args.flat(), at);
  }

  /** Nobody knows what becomes of these; only that it is a text of theirs. */
  #unfollowed(values: readonly Value[], at: At): readonly Value[] {
    this.#usedElsewhere(values, at);
    return [values.some(hasFileText) ? textOf([fileText]) : other];
  }

  #operand(operand: Operand, at: At): readonly Value[] {
    if (operand.kind === 'string') return [textOf([operand.text])];
    if (operand.kind === 'other') return [other];
    const start = operand.kind === 'paren' ? this.#pipe(operand.pipe as Pipe, at) : operand.kind === 'dot' ? at.scope.dot : variable(operand.name, at.scope);
    return operand.fields.reduce<readonly Value[]>((values, field) => distinct(values.flatMap(value => fieldOf(value, field))), start);
  }

  #index(first: readonly Value[], keys: readonly (readonly Value[])[], at: At): readonly Value[] {
    return keys.reduce<readonly Value[]>((values, key) => {
      const name = literalOf(key);
      return values.flatMap(value => (name === undefined ? this.#itemsOf(value, at) : fieldOf(value, name)));
    }, first);
  }

  /** A text of the values may be a template itself: those at hand are looked at for that. Texts of files are not. */
  #tpl(first: readonly Value[], at: At): readonly Value[] {
    const isTemplate = (value: Value) => hasFileText(value) || segmentsOf(value).some(segment => typeof segment === 'string' && segment.includes('{{'));
    if (first.some(isTemplate)) this.#usedElsewhere([root], at);
    return first;
  }

  #include(names: readonly Value[], given: readonly Value[], at: At): readonly Value[] {
    const name = literalOf(names);
    const helpers = name === undefined ? undefined : this.#helpers.get(name);
    if (helpers) return given.flatMap(value => helpers.flatMap(helper => this.#helper(helper, value, at)));
    // Another file of the chart, whose text is counted where it stands: the usual checksum of a ConfigMap.
    const isFile = names.every(value => value.kind === 'text' && value.segments.some(segment => typeof segment === 'string' && /^\/.+\.\w+$/.test(segment)));
    if (!isFile) this.#usedElsewhere(given, at);
    return [other];
  }

  #helper(helper: Defined, given: Value, { node, scope }: At): readonly Value[] {
    const key = `${helper.file}\n${String(helper.nodes[0]?.start)}\n${keyOf(given)}`;
    let forms = this.#results.get(key);
    if (forms === underWay) {
      this.#usedElsewhere([given], { node, scope });
      return [other];
    }
    if (!forms) {
      this.#results.set(key, underWay);
      if (scope.depth > deepest) throw new TooMuch();
      const inner: Scope = { source: helper, dot: [given], given: [given], variables: new Map(), depth: scope.depth + 1 };
      forms = isDocument(helper.nodes) ? (this.#document(helper.nodes, inner), [[unknown]]) : this.#text(helper.nodes, inner);
      this.#results.set(key, forms);
    }
    return forms.map(form => textOf(trimmed(form)));
  }

  // — What is found —

  #few(values: readonly Value[], at: At): readonly Value[] {
    const each = distinct(values);
    if (each.length <= mostForms) return each;
    this.#usedElsewhere(each, at);
    return [other];
  }

  #usedElsewhere(values: readonly Value[], { node, scope }: At): void {
    for (const path of values.flatMap(pathsIn)) {
      const key = path.join('\n');
      if (!this.#elsewhere.has(key)) this.#elsewhere.set(key, { ...placeOf(scope.source, node.start), path });
    }
  }

  #step(): void {
    this.#steps += 1;
    if (this.#steps > mostSteps) throw new TooMuch();
  }
}

interface At {
  readonly node: Pick<Node, 'start'>;
  readonly scope: Scope;
}

/** The value of `image:` as far as it stands before the first action. */
const imageLine = /^[ \t]*(?:-[ \t]+)*(?:image|"image"|'image')[ \t]*:(?![^ \t\0])[ \t]*([^\0]*)$/;
/** A line of YAML in a helper: what is in it ends there. */
const keyLine = /(?:^|\n)[ \t]*(?:-[ \t]+)*["']?[\w./-]+["']?[ \t]*:[ \t\n]/;

function isDocument(nodes: readonly Node[]): boolean {
  return nodes.some(node => (node.kind === 'text' ? keyLine.test(node.text) : 'body' in node && (isDocument(node.body) || isDocument(node.otherwise))));
}

function isInline(node: Branch): boolean {
  return [...node.body, ...node.otherwise].every(inner => (inner.kind === 'text' ? !inner.text.includes('\n') : 'body' in inner ? isInline(inner) : true));
}

function beginsLine(value: Value): boolean {
  const [first] = segmentsOf(value);
  return typeof first === 'string' && first.startsWith('\n');
}

/** Blanks around a whole text mean nothing in a field. */
function trimmed(form: readonly Segment[]): readonly Segment[] {
  return form.map((segment, index) => {
    if (typeof segment !== 'string') return segment;
    const begun = index === 0 ? segment.trimStart() : segment;
    return index === form.length - 1 ? begun.trimEnd() : begun;
  });
}

function variable(name: string, scope: Scope): readonly Value[] {
  if (name === '$') return scope.given;
  return ownerOf(name, scope)?.variables.get(name) ?? [other];
}

function ownerOf(name: string, scope: Scope): Scope | undefined {
  let owner: Scope | undefined = scope;
  while (owner && !owner.variables.has(name)) owner = owner.outer;
  return owner;
}

function placeOf({ file, text }: Source, offset: number): Place {
  return { file, line: text.slice(0, offset).split('\n').length };
}
