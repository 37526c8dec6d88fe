import { ExpressionReader, type Operand, type Pipe } from './expression';
import { piecesOf } from './pieces';

export type Node =
  | { readonly kind: 'text'; readonly text: string; readonly start: number }
  | { readonly kind: 'output'; readonly pipe: Pipe; readonly start: number }
  | { readonly kind: 'assign'; readonly pipe: Pipe; readonly names: readonly string[]; readonly declares: boolean; readonly start: number }
  | Branch;

export interface Branch {
  readonly kind: 'if' | 'with' | 'range';
  readonly pipe: Pipe;
  readonly names: readonly string[];
  readonly body: readonly Node[];
  readonly otherwise: readonly Node[];
  readonly start: number;
}

export interface Template {
  readonly nodes: readonly Node[];
  /** What `define` and `block` name. */
  readonly defines: ReadonlyMap<string, readonly Node[]>;
}

interface Open {
  /** Where nodes go now. */
  nodes: Node[];
  /** Closes this at its `end`. */
  close(): void;
  /** Begins what stands behind an `else`. */
  otherwise?(nodes: Node[]): void;
  /** An `else if`: closed by the `end` of the one around it. */
  readonly chained: boolean;
}

/** Blocks in blocks deeper than this are nobody's, and the rest of the file is left aside. */
const deepest = 60;

/** Reads a template as a tree. Undefined where its blocks do not match, or are too deep: nothing can be proved then. */
export function parseTemplate(source: string): Template | undefined {
  const root: Node[] = [];
  const defines = new Map<string, readonly Node[]>();
  const stack: Open[] = [{ nodes: root, close: () => undefined, chained: false }];
  for (const { kind, text, start } of piecesOf(source)) {
    const top = stack.at(-1) as Open;
    if (kind === 'text') top.nodes.push({ kind, text, start });
    else if (!takeAction(text, start, { stack, defines })) return undefined;
    if (stack.length > deepest || stack.length === 0) return undefined;
  }
  return stack.length === 1 ? { nodes: root, defines } : undefined;
}

interface Building {
  readonly stack: Open[];
  readonly defines: Map<string, readonly Node[]>;
}

function takeAction(text: string, start: number, { stack, defines }: Building): boolean {
  const top = stack.at(-1) as Open;
  const [, word = ''] = /^(if|with|range|else|end|define|block|template|break|continue)(?!\w)/.exec(text) ?? [];
  const reader = new ExpressionReader(text.slice(word.length));
  switch (word) {
    case 'break':
    case 'continue':
      return true;
    case 'end':
      for (let chained = true; chained && stack.length > 0; ) {
        const open = stack.pop() as Open;
        open.close();
        chained = open.chained;
      }
      return stack.length > 0;
    case 'else':
      return takeElse(reader, start, stack);
    case 'define':
    case 'block':
      return takeDefine(reader, start, { isBlock: word === 'block', stack, defines });
    case 'template':
      top.nodes.push({ kind: 'output', pipe: { commands: reader.pipe().commands.map(command => ({ ...command, name: 'include' })) }, start });
      return true;
    case 'if':
    case 'with':
    case 'range':
      stack.push(branch(word, reader, { start, into: top.nodes, chained: false }));
      return true;
    default: {
      const assignment = reader.assignment();
      const pipe = reader.pipe();
      top.nodes.push(assignment ? { kind: 'assign', pipe, ...assignment, start } : { kind: 'output', pipe, start });
      return true;
    }
  }
}

function takeElse(reader: ExpressionReader, start: number, stack: Open[]): boolean {
  const top = stack.at(-1) as Open;
  if (!top.otherwise) return false;
  const nodes: Node[] = [];
  top.otherwise(nodes);
  for (const word of ['if', 'with'] as const) {
    if (!reader.take(word)) continue;
    stack.push(branch(word, reader, { start, into: nodes, chained: true }));
    break;
  }
  return true;
}

function branch(kind: Branch['kind'], reader: ExpressionReader, { start, into, chained }: { start: number; into: Node[]; chained: boolean }): Open {
  const names = reader.assignment()?.names ?? [];
  const pipe = reader.pipe();
  const body: Node[] = [];
  let otherwise: Node[] = [];
  const open: Open = {
    nodes: body,
    chained,
    close: () => into.push({ kind, pipe, names, body, otherwise, start }),
    otherwise(nodes) {
      otherwise = nodes;
      open.nodes = nodes;
    },
  };
  return open;
}

function takeDefine(reader: ExpressionReader, start: number, { isBlock, stack, defines }: Building & { readonly isBlock: boolean }): boolean {
  const [command] = reader.pipe().commands;
  const [name, ...operands] = command?.operands ?? [];
  if (name?.kind !== 'string') return false;
  const nodes: Node[] = [];
  if (isBlock) stack.at(-1)?.nodes.push({ kind: 'output', pipe: { commands: [{ name: 'include', operands: [name, ...operands] as Operand[] }] }, start });
  stack.push({ nodes, chained: false, close: () => defines.set(name.text, nodes) });
  return true;
}
