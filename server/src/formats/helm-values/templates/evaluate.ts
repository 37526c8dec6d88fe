import type { Command, Operand, Pipe } from './expression';
import { literalOf, templateFunctions } from './functions';
import { include } from './include';
import { few, takeStep } from './limits';
import { variable, type At } from './scope';
import { usedElsewhere } from './uses';
import { distinct, fieldOf, fileText, hasFileText, other, root, segmentsOf, textOf, type Value } from './value';

/** What a pipe of an expression may stand for. */
export function evaluate({ commands }: Pipe, at: At): readonly Value[] {
  let piped: readonly Value[] | undefined;
  for (const command of commands) piped = runCommand(command, piped, at);
  return piped ?? [other];
}

function runCommand({ name, operands }: Command, piped: readonly Value[] | undefined, at: At): readonly Value[] {
  takeStep(at.scope.run);
  const args = [...operands.map(operand => readOperand(operand, at)), ...(piped ? [piped] : [])];
  const [first = [other]] = args;
  if (name === undefined) {
    if (args.length < 2) return first;
    // A method is called, of `.Files` or of `.Capabilities`.
    return unfollowed(args.flat(), at);
  }
  return few(callFunction(name, args, at), at);
}

function callFunction(name: string, args: readonly (readonly Value[])[], at: At): readonly Value[] {
  const [first = [other], ...rest] = args;
  if (name === 'include') return include(first, rest[0] ?? [other], at);
  if (name === 'tpl') return expandText(first, at);
  if (name === 'index' || name === 'get') return valueAt(first, rest, at);
  const known = Object.hasOwn(templateFunctions, name) ? templateFunctions[name]?.(args) : undefined;
  if (known) return known;
  return unfollowed(args.flat(), at);
}

/** Nobody knows what becomes of these; only that it is a text of theirs. */
function unfollowed(values: readonly Value[], at: At): readonly Value[] {
  usedElsewhere(values, at);
  return [values.some(hasFileText) ? textOf([fileText]) : other];
}

function readOperand(operand: Operand, at: At): readonly Value[] {
  if (operand.kind === 'string') return [textOf([operand.text])];
  if (operand.kind === 'other') return [other];
  const start = operand.kind === 'paren' ? evaluate(operand.pipe as Pipe, at) : operand.kind === 'dot' ? at.scope.dot : variable(operand.name, at.scope);
  return operand.fields.reduce<readonly Value[]>((values, field) => distinct(values.flatMap(value => fieldOf(value, field))), start);
}

function valueAt(first: readonly Value[], keys: readonly (readonly Value[])[], at: At): readonly Value[] {
  return keys.reduce<readonly Value[]>((values, key) => {
    const name = literalOf(key);
    return values.flatMap(value => (name === undefined ? itemsOf(value, at) : fieldOf(value, name)));
  }, first);
}

/** What a mapping or a list may hold. */
export function itemsOf(value: Value, at: At): readonly Value[] {
  if (value.kind === 'path') return [{ kind: 'path', path: [...value.path, '*'] }];
  if (value.kind === 'dict') return [...value.entries.values()].flat();
  usedElsewhere([value], at);
  return [other];
}

/** A text of the values may be a template itself: those at hand are looked at for that. Texts of files are not. */
function expandText(first: readonly Value[], at: At): readonly Value[] {
  const isTemplate = (value: Value) => hasFileText(value) || segmentsOf(value).some(segment => typeof segment === 'string' && segment.includes('{{'));
  if (first.some(isTemplate)) usedElsewhere([root], at);
  return first;
}
