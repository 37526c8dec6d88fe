import type { BuildInstruction } from '../../core/build';
import { message } from '../../core/message';
import { baseName } from '../../core/path';
import type { TextEdit } from '../../core/range';
import { execFormEdit, execWords } from '../exec-form';
import { foreignTool } from '../foreign';
import type { Problem } from '../problem';
import { needsShell } from '../reasons';
import { hasShell } from '../target';
import { besideEntrypoint, repeats } from './beside-entrypoint';
import { byFullPath, withFullPath } from './full-path';
import { shells } from '../../core/shells';
import { mayBeScript, needOf } from './needs';
import type { StartScene } from './scene';

/** How an image starts, as the instructions of its stages say; of several the last counts. */
export interface Start {
  readonly entrypoint?: BuildInstruction | undefined;
  readonly command?: BuildInstruction | undefined;
  readonly healthcheck?: BuildInstruction | undefined;
}

/** A program that it starts with, and that the new image lacks. */
export interface StartNeed {
  readonly program: string;
  readonly instruction: BuildInstruction;
}

export interface ChangedStart {
  readonly edits: readonly TextEdit[];
  readonly problems: readonly Problem[];
  readonly needs: readonly StartNeed[];
}

export function startOf(instructions: readonly BuildInstruction[]): Start {
  const last = (keyword: string): BuildInstruction | undefined => instructions.findLast(each => each.keyword === keyword);
  return { entrypoint: last('entrypoint'), command: last('cmd'), healthcheck: last('healthcheck') };
}

/** What was found so far. */
interface Findings {
  readonly edits: TextEdit[];
  readonly problems: Problem[];
  readonly needs: StartNeed[];
}

/** CMD, ENTRYPOINT and HEALTHCHECK as the new image needs them. */
export function changeStart(start: Start, scene: StartScene): ChangedStart {
  const { entrypoint, command, healthcheck } = start;
  const findings: Findings = { edits: [], problems: [], needs: [] };
  for (const instruction of [entrypoint, command]) if (instruction && instruction.args.text !== '') changeStarting(instruction, start, { scene, findings });
  if (healthcheck) checkHealth(healthcheck, scene, findings);
  const { edits } = findings;
  if (!entrypoint && command) edits.push(...besideEntrypoint(command, edits, scene));
  for (const instruction of [entrypoint ?? command, healthcheck]) if (instruction) edits.push(...byFullPath(instruction, edits, scene));
  return findings;
}

/** ENTRYPOINT, or CMD: what it starts must be there, and where there is no shell, need none. */
function changeStarting(instruction: BuildInstruction, { entrypoint, command }: Start, { scene, findings }: { scene: StartScene; findings: Findings }): void {
  const { edits, problems, needs } = findings;
  const words = instruction.exec ?? execWords(instruction.args.text);
  const found = problemOf(instruction, words, scene);
  if (found) problems.push(found);
  const isArgument = instruction === command && entrypoint !== undefined;
  const need = isArgument ? undefined : needOf(words?.[0] ?? '', scene);
  if (need !== undefined) needs.push({ program: need, instruction });
  if (hasShell(scene.target) || found) return;
  // In the exec form the words of CMD become its arguments; in the shell form it has none.
  const hides = instruction === entrypoint && !instruction.exec && command !== undefined;
  const prefix = instruction === command && !scene.ownPath ? scene.target.contents.entrypoint : '';
  if (hides) problems.push({ range: instruction.words, reason: needsShell(instruction.keyword) });
  else if (!instruction.exec && !isArgument) edits.push(...toExec(instruction, prefix, scene, problems));
}

/** Without the words that the image's own ENTRYPOINT says already. */
function toExec(instruction: BuildInstruction, prefix: string, scene: StartScene, problems: Problem[]): TextEdit[] {
  const words = execWords(instruction.args.text) ?? [];
  const own = prefix === '' ? [] : prefix.split(' ');
  const count = own.length < words.length && repeats(own, words) ? own.length : 0;
  const edit = execFormEdit(instruction, count);
  if (!edit) problems.push({ range: instruction.words, reason: needsShell(instruction.keyword) });
  return edit ? [{ ...edit, newText: withFullPath(edit.newText, scene) }] : [];
}

function problemOf(instruction: BuildInstruction, words: readonly string[] | undefined, { target, upstream, scripts }: StartScene): Problem | undefined {
  const [first = ''] = words ?? [];
  const program = baseName(first);
  const range = instruction.words;
  const tool = foreignTool(program, target);
  if (tool) return { range, reason: tool };
  const lackingShell = !hasShell(target);
  if (lackingShell && (shells.has(program) || !words)) return { range, reason: needsShell(instruction.keyword) };
  if (lackingShell && mayBeScript(first, program, scripts, upstream.name)) return { range, reason: message('{0} may be a script, and the new image has no shell', first) };
  return undefined;
}

function checkHealth(healthcheck: BuildInstruction, scene: StartScene, { problems, needs }: Findings): void {
  const command = /^cmd\s+(.*)$/is.exec(healthcheck.args.text)?.[1]?.trim() ?? '';
  if (command === '') return;
  const lacksShell = !hasShell(scene.target);
  const program = /^\[?\s*"?([\w./-]+)/.exec(command)?.[1] ?? '';
  if (lacksShell && (!command.startsWith('[') || shells.has(baseName(program)))) problems.push({ range: healthcheck.words, reason: needsShell('healthcheck') });
  const need = needOf(program, scene);
  if (need !== undefined) needs.push({ program: need, instruction: healthcheck });
}
