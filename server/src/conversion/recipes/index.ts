import { message, type Message } from '../../core/message';
import { applyEdits, type TextEdit } from '../../core/range';
import { Lines } from '../lines';
import { readCall } from '../packages/calls';
import type { Command } from '../shell/commands';
import { unsureOf } from './commands';
import { dotnet } from './dotnet';
import { go } from './go';
import { java } from './java';
import { node } from './node';
import { python } from './python';
import { isReason, type Recipe, type SecondStage, type Shape } from './recipe';
import { rust } from './rust';
import { saidAgain } from './said-again';
import { shapeOf } from './shape';

export const recipes: readonly Recipe[] = [go, rust, java, dotnet, node, python];

export interface MultiStage {
  readonly text: string;
  readonly edits: readonly TextEdit[];
  /** What is worth knowing of the second stage. */
  readonly notes: readonly Message[];
}

const building: ReadonlySet<string> = new Set(['run', 'copy', 'add']);

/**
 * A file with one stage made one with two. Undefined where no table knows its language; a reason where it is not certain that the
 * second stage would have all that it needs.
 */
export function toMultiStage(asked: Parameters<typeof shapeOf>[0]): MultiStage | Message | undefined {
  const recipe = asked.build.stages.length === 1 ? recipes.find(({ images }) => images.includes(asked.upstream.name)) : undefined;
  if (!recipe) return undefined;
  const shape = shapeOf(asked);
  if (!shape || 'template' in shape) return shape;
  const plan = recipe.plan(shape);
  if (isReason(plan)) return plan;
  return unsureOf(shape, plan, recipe) ?? write(shape, plan);
}

function write(shape: Shape, plan: SecondStage): MultiStage | Message {
  const { document, stage: { from, name, instructions } } = shape;
  const last = instructions.findLast(({ keyword }) => building.has(keyword));
  if (!last) return message('nothing is built');
  const tail = instructions.filter(({ range }) => range.start > last.range.start);
  if (!tail.some(({ keyword }) => keyword === 'cmd' || keyword === 'entrypoint')) return message('CMD and ENTRYPOINT stand before the end of the build');
  const lines = new Lines(document);
  const early = saidAgain(instructions.filter(({ range }) => range.start < last.range.start), tail);
  if (early.some(({ range }) => document.slice(range.start, range.end).includes('<<'))) return message('a RUN is of no shape that a table knows');
  const alias = name ?? 'build';
  const second = [
    '',
    `FROM ${plan.base}${digestOf(shape)}`,
    ...early.map(({ range }) => document.slice(range.start, range.end).trim().replaceAll('\r', '')),
    ...(plan.lines ?? []),
    ...(shape.workdir === undefined || tail.some(({ keyword }) => keyword === 'workdir') ? [] : [`WORKDIR ${shape.workdir}`]),
    ...plan.copies.map(path => `COPY --from=${alias} ${path} ${path}`),
  ];
  const edits: TextEdit[] = [
    ...(name === undefined ? [{ range: { start: from.words.end, end: from.words.end }, newText: ` AS ${alias}` }] : []),
    ...(plan.before ? [lines.before(plan.before.instruction, plan.before.lines.join(lines.lineEnd))] : []),
    lines.after(last, second.join(lines.lineEnd).replaceAll(/(?<!\r)\n/g, lines.lineEnd)),
  ];
  return { text: applyEdits(document, edits), edits, notes: notesOf(shape, plan) };
}

function notesOf({ commands }: Shape, { alone, copies }: SecondStage): readonly Message[] {
  const leftBehind = installedBy(commands);
  return [
    ...(alone ? [message('holds {0} alone: what it reads when it runs needs a COPY of its own', copies.join(', '))] : []),
    ...(leftBehind.length > 0 ? [message('without what only the build installs: {0}', leftBehind.join(', '))] : []),
  ];
}

/** Packages of the distribution, but for groups of them that the build takes out again by name. */
function installedBy(commands: readonly Command[]): readonly string[] {
  const names = commands.flatMap(command => {
    const call = readCall(command);
    return call && !('template' in call) && call.verb === 'install' ? call.packages.map(({ text }) => text) : [];
  });
  return [...new Set(names)].filter(name => !name.startsWith('.'));
}

/** What was pinned stays pinned: the digest is of the old image, and holds the place of the one that is taken anew. */
function digestOf({ reference: { digest } }: Shape): string {
  return digest === undefined ? '' : `@${digest}`;
}
