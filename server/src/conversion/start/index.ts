import { copiedFrom, wordsOf, type BuildInstruction } from '../../core/build';
import { isRoot } from '../../core/image-contents';
import { baseName } from '../../core/path';
import { report, type GroupConversion } from '../group';
import { installLine } from '../install-line';
import { hasNo } from '../reasons';
import { brings } from '../requirements';
import type { StageState } from '../stage-state';
import { packagesOfPrograms } from '../tables/programs';
import { changeStart, startOf, type StartNeed } from './change-start';
import type { StartScene } from './scene';

/** How the image starts: the stages that are shipped say it together, and the last one has what the others installed. */
export function convertStart(conversion: GroupConversion): void {
  const { group, states, edits, problems } = conversion;
  const shipped = group.stages.filter(({ index }) => group.shipped.has(index));
  const final = shipped.find(stage => stage.final);
  const state = final && states.get(final.index);
  if (!state) return;
  const instructions = shipped.flatMap(stage => stage.instructions);
  const changed = changeStart(startOf(instructions), sceneOf(instructions, state, conversion));
  edits.push(...changed.edits);
  problems.push(...changed.problems);
  for (const need of changed.needs) installForStart(need, state, conversion);
}

function sceneOf(instructions: readonly BuildInstruction[], { packages }: StageState, { group: { upstream, names }, target, lines }: GroupConversion): StartScene {
  return {
    target, upstream, lines,
    scripts: filesFromContext(instructions),
    ownPath: instructions.some(({ keyword, args }) => keyword === 'env' && /(?:^|\s)PATH[=\s]/.test(args.text)),
    brings: program => brings({ packages, names }, program, target.family),
  };
}

/** Names of files that come from the build's context, and may be scripts. */
function filesFromContext(instructions: readonly BuildInstruction[]): ReadonlySet<string> {
  const copies = instructions.filter(({ keyword }) => keyword === 'copy' || keyword === 'add').filter(each => copiedFrom(each) === undefined);
  const names = new Set(copies.flatMap(wordsOf).map(baseName));
  names.delete('');
  names.delete('.');
  return names;
}

/** Installs what the image starts with and came with the old one, where that can still be done as root. */
function installForStart({ program, instruction }: StartNeed, state: StageState, conversion: GroupConversion): void {
  const { group, target, edits, lines } = conversion;
  const [name] = packagesOfPrograms[program] ?? [];
  const mayInstall = name !== undefined && isRoot(target.contents.user) && !state.hasUser && group.old?.has(program) !== false;
  const line = mayInstall ? installLine([name], instruction, { ...conversion, state }) : undefined;
  if (line === undefined) report(conversion, instruction, hasNo(program));
  else edits.push(lines.before(instruction, line));
}
