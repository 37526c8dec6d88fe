import type { Offer } from '../../catalog';
import { copiedFrom, stageNamed, wordsOf, type Build, type BuildInstruction, type Stage } from '../../core/build';
import { baseName } from '../../core/path';
import type { BaseUnit } from './units';

/** Images of which nobody knows what runs on them. */
const distributions: ReadonlySet<string> = new Set(['alpine', 'debian', 'ubuntu', 'busybox']);
const goBuild = /\bgo\s+(?:build|install)\b/;
const cargoBuild = /\bcargo\s+(?:build|install)\b/;

/**
 * A bare distribution may run anything. Without a shell and with little of its libraries it does only where what is started is a
 * program that an earlier stage links: Go's needs nothing else, Rust's does when it is linked statically.
 */
export function isMinimalEnough({ contents, reference }: Offer, { upstream, stages }: BaseUnit, build: Build): boolean {
  if (contents?.shell !== '' || !distributions.has(upstream.name)) return true;
  const stage = stages.find(({ final }) => final);
  const source = stage && sourceOfProgram(stage, build);
  if (!source) return false;
  const runs = source.instructions.filter(({ keyword }) => keyword === 'run').map(({ args }) => args.text).join('\n');
  if (goBuild.test(runs)) return true;
  return cargoBuild.test(runs) && (reference.repository.includes('static') || reference.repository.includes('cc-'));
}

/** The stage that the program was copied from which the image starts. */
function sourceOfProgram({ instructions }: Stage, build: Build): Stage | undefined {
  const start = instructions.findLast(({ keyword }) => keyword === 'entrypoint') ?? instructions.findLast(({ keyword }) => keyword === 'cmd');
  const program = start && (start.exec?.[0] ?? start.args.text.replace(/^exec\s+/, '').split(/\s/, 1)[0]);
  if (program === undefined || program === '') return undefined;
  const copies = instructions.filter(each => each.keyword === 'copy' && copiedFrom(each) !== undefined);
  const copy = copies.findLast(each => bringsProgram(each, program));
  const from = copy && copiedFrom(copy);
  return from === undefined ? undefined : stageNamed(build, from);
}

function bringsProgram(instruction: BuildInstruction, program: string): boolean {
  const words = wordsOf(instruction);
  const name = baseName(program);
  const to = words.at(-1) ?? '';
  return to === program || to.endsWith(`/${name}`) || words.slice(0, -1).some(word => word.endsWith(`/${name}`) || word === name);
}
