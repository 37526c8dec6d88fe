import { copiedFrom, wordsOf, type Build, type BuildInstruction, type SourceText, type Stage } from '../core/build';
import { isRoot } from '../core/image-contents';
import type { Base } from '../core/image-inside';
import { message, type Message } from '../core/message';
import { baseName } from '../core/path';
import type { TextEdit } from '../core/range';
import { accountMadeBy } from './accounts';
import type { Scene } from './change';
import { droppable } from './dropping';
import { changeStart, startOf, type StartNeed } from './entrypoint';
import { Lines } from './lines';
import { resolveAccount, resolveOwner, type Accounts } from './owners';
import { foreignFolder, foreignPlace, foreignTool, foreignVariable, rootsPlace, type Upstream } from './places';
import type { Problem } from './problem';
import { brings, effectiveProgram, lacks, missingPackages } from './requirements';
import { changeScript } from './run';
import { everyCommand, programOf, type Command } from './shell/commands';
import { runningOf } from './shell-text';
import { replacement } from './source';
import { isPackageManager } from './packages/calls';
import { packagesOfPrograms } from './tables/programs';
import { upstreamWorkdirs } from './tables/upstream-places';
import type { PackageNames, Target } from './target';
import { placeUsers } from './user-lines';

/** Stages that are built on one image, and what is known of that image. */
export interface Group {
  readonly document: string;
  readonly build: Build;
  readonly stages: readonly Stage[];
  /** Indexes of stages that end up in the image that is built. */
  readonly shipped: ReadonlySet<number>;
  readonly upstream: Upstream;
  readonly base: Base;
  readonly names: PackageNames;
  /** Programs of the old image, where a table tells. */
  readonly old: ReadonlySet<string> | undefined;
}

export interface ConvertedGroup {
  readonly edits: readonly TextEdit[];
  readonly problems: readonly Problem[];
}

/** What a stage hands on to those that are built on it. */
interface State {
  readonly packages: Set<string>;
  readonly created: Set<string>;
  readonly replaced: Map<string, string>;
  readonly groups: Map<string, string>;
  ownPasswd: boolean;
  hasWorkdir: boolean;
  /** A USER of the file, or one that was put in, is in force. */
  hasUser: boolean;
}

/** Rewrites the instructions of stages for another image. With problems, none of the edits may be made. */
export function convertGroup(group: Group, target: Target): ConvertedGroup {
  return new GroupConversion(group, target).convert();
}

class GroupConversion {
  readonly #group: Group;
  readonly #target: Target;
  readonly #lines: Lines;
  readonly #edits: TextEdit[] = [];
  readonly #problems: Problem[] = [];
  readonly #states = new Map<number, State>();
  readonly #defined: ReadonlySet<string>;

  constructor(group: Group, target: Target) {
    this.#group = group;
    this.#target = target;
    this.#lines = new Lines(group.document);
    this.#defined = definedVariables(group.build);
  }

  convert(): ConvertedGroup {
    for (const stage of this.#group.stages) this.#convertStage(stage);
    this.#convertStart();
    this.#checkTaken();
    return { edits: this.#edits, problems: this.#problems };
  }

  #stateFor({ base }: Stage): State {
    const before = base === undefined ? undefined : this.#states.get(base);
    return {
      packages: new Set(before?.packages), created: new Set(before?.created), replaced: new Map(before?.replaced), groups: new Map(before?.groups),
      ownPasswd: before?.ownPasswd ?? false, hasWorkdir: before?.hasWorkdir ?? false, hasUser: before?.hasUser ?? false,
    };
  }

  #convertStage(stage: Stage): void {
    const state = this.#stateFor(stage);
    this.#states.set(stage.index, state);
    const kept: BuildInstruction[] = [];
    const added = new Set<string>();
    let firstNeed: BuildInstruction | undefined;
    const hadUser = state.hasUser;
    for (const instruction of stage.instructions) {
      const needs = this.#convertInstruction(instruction, stage, state);
      if (needs === 'gone') continue;
      if (instruction.keyword === 'run') kept.push(instruction);
      if (needs.length > 0) firstNeed ??= instruction;
      for (const name of needs) added.add(name);
    }
    const install = firstNeed && this.#installLine([...added], firstNeed, state);
    const users = placeUsers({ stage, kept, hadUser, shipped: this.#group.shipped.has(stage.index), user: this.#target.contents.user });
    if (users.root) this.#edits.push(this.#lines.before(users.root, install !== undefined && users.root === firstNeed ? `USER root${this.#lines.lineEnd}${install}` : 'USER root'));
    if (install !== undefined && firstNeed && users.root !== firstNeed) this.#edits.push(this.#lines.before(firstNeed, install));
    if (users.restore) this.#edits.push(this.#lines.after(users.restore, `USER ${this.#target.contents.user}`));
    state.hasUser = hadUser || users.leavesUser;
  }

  /** The line that installs what commands need and the new image lacks. */
  #installLine(debianNames: readonly string[], at: BuildInstruction, state: State): string | undefined {
    const { family } = this.#target;
    const names: string[] = [];
    for (const name of debianNames) {
      const own = family === undefined ? undefined : this.#group.names(name, 'debian', family);
      if (!own) this.#problem(at, message('the new image has no {0}', name));
      names.push(...(own ?? []));
    }
    for (const name of names) state.packages.add(name);
    if (names.length === 0) return undefined;
    const list = [...new Set(names)].join(' ');
    return family === 'debian'
      ? `RUN apt-get update && apt-get install -y --no-install-recommends ${list} && rm -rf /var/lib/apt/lists/*`
      : `RUN apk add --no-cache ${list}`;
  }

  /** What must be installed for it, as Debian calls it; `gone` when nothing is left of the instruction. */
  #convertInstruction(instruction: BuildInstruction, stage: Stage, state: State): readonly string[] | 'gone' {
    const { keyword, args } = instruction;
    const { upstream } = this.#group;
    if (keyword !== 'user') this.#report(instruction, foreignVariable(args.text, this.#defined, this.#target));
    if (keyword !== 'copy' && keyword !== 'add') this.#report(instruction, foreignPlace(args.text, upstream, { target: this.#target, taken: false }));
    if (this.#group.shipped.has(stage.index)) this.#report(instruction, rootsPlace(instruction, this.#target));
    switch (keyword) {
      case 'run': return this.#convertRun(instruction, stage, state);
      case 'copy': case 'add': this.#convertCopy(instruction, stage, state); break;
      case 'user': this.#convertUser(instruction, stage, state); break;
      case 'workdir': state.hasWorkdir = true; break;
      case 'shell': this.#checkShell(instruction); break;
      case 'onbuild': if (/^run\b/i.test(args.text)) this.#problem(instruction, message('ONBUILD runs in builds that nobody sees here')); break;
      default: break;
    }
    return [];
  }

  #accounts({ index }: Stage, { created, replaced, ownPasswd, packages }: State): Accounts {
    return { packages, target: this.#target, origin: this.#group.base.family, shipped: this.#group.shipped.has(index), created, replaced, ownPasswd };
  }

  #convertRun(instruction: BuildInstruction, stage: Stage, state: State): readonly string[] | 'gone' {
    const running = runningOf(instruction, this.#group.document);
    if (running.kind === 'other') return [];
    if (running.kind === 'exec') return this.#checkExec(instruction, running.words, state);
    const { text } = running.shell.text;
    // What only the build uses calls such programs by its own tool, or by their path.
    if (this.#group.shipped.has(stage.index)) this.#report(instruction, foreignFolder(text, this.#group.upstream, this.#target));
    if (this.#target.contents.shell === '') {
      const gone = droppable(text, { target: this.#target, family: this.#group.base.family, names: this.#group.names });
      if (gone) {
        for (const [name, instead] of gone) state.replaced.set(name, instead);
        this.#edits.push(this.#lines.without(instruction));
        return 'gone';
      }
      this.#problem(instruction, message('{0} needs a shell, and the new image has none', 'RUN'));
      return [];
    }
    const commands = everyCommand(text);
    for (const command of commands) noteAccount(command, state);
    const scene: Scene = { shell: running.shell, target: this.#target, names: this.#group.names, groups: state.groups, origin: this.#group.base.family, release: this.#group.base.release, accounts: this.#accounts(stage, state) };
    const installed = { packages: state.packages, names: this.#group.names, old: this.#group.old };
    const changed = changeScript(scene, {
      brings: program => brings(installed, program, this.#target.family),
      add: packages => packages.forEach(name => state.packages.add(name)),
    });
    if (!changed) {
      this.#problem(instruction, message('the commands cannot be read with certainty'));
      return [];
    }
    this.#problems.push(...changed.problems);
    if (changed.empty) {
      this.#edits.push(this.#lines.without(instruction));
      return 'gone';
    }
    this.#edits.push(...changed.edits, ...this.#uselessMounts(instruction));
    for (const command of commands) this.#report(instruction, foreignTool(effectiveProgram(command), this.#target));
    this.#checkInner(instruction, text);
    return missingPackages(commands.filter((_, index) => changed.stays[index] !== false), this.#target, installed);
  }

  /** Package managers inside of quotes and substitutions: they are seen, and cannot be rewritten. */
  #checkInner(instruction: BuildInstruction, text: string): void {
    if (this.#target.family === this.#group.base.family) return;
    const outer = everyCommand(text, 3);
    const inner = everyCommand(text).slice(outer.length);
    if (inner.some(command => isPackageManager(programOf(command)) || programOf(command) === 'dpkg')) this.#problem(instruction, message('a package manager is called from inside of another command'));
    const quoted = outer.flatMap(({ words }) => words).some(word => /^["']/.test(word.text) && /\b(?:apt-get|apt|yum|dnf|apk)\s+(?:-\S+\s+)*(?:install|add|update)\b/.test(word.text));
    if (quoted) this.#problem(instruction, message('a package manager is called from inside of another command'));
  }

  #checkExec(instruction: BuildInstruction, words: readonly string[], state: State): readonly string[] {
    const program = baseName(words[0] ?? '');
    const isShell = ['sh', 'bash', 'ash'].includes(program);
    if (isPackageManager(program) && this.#target.family !== this.#group.base.family) this.#problem(instruction, message('the exec form of a package manager is not converted'));
    if (isShell && words.some(word => /\b(?:apt-get|apt|yum|dnf|apk)\s/.test(word)) && this.#target.family !== this.#group.base.family) this.#problem(instruction, message('a package manager is called from inside of another command'));
    if (isShell && this.#target.contents.shell === '') this.#problem(instruction, message('{0} needs a shell, and the new image has none', 'RUN'));
    this.#report(instruction, foreignTool(program, this.#target));
    return lacks(program, this.#target) && !isShell ? missingPackages(everyCommand(program), this.#target, { packages: state.packages, names: this.#group.names, old: this.#group.old }) : [];
  }

  /** Caches of a package manager that is no longer there. */
  #uselessMounts({ flags, args }: BuildInstruction): TextEdit[] {
    if (this.#target.family === this.#group.base.family) return [];
    return flags.flatMap((flag, index) => {
      if (!/^--mount=.*type=cache.*,?(?:target|dst|destination)=\/var\/(?:cache|lib)\/(?:apt|yum|dnf)\b/.test(flag.text)) return [];
      const next = flags[index + 1] ?? args;
      return [{ range: { start: startOfText(flag), end: startOfText(next) }, newText: '' }];
    });
  }

  #convertCopy(instruction: BuildInstruction, stage: Stage, state: State): void {
    const { flags } = instruction;
    const words = wordsOf(instruction);
    const to = words.at(-1) ?? '';
    const isTaken = copiedFrom(instruction) !== undefined;
    if (isTaken && /^\/usr\/local(?:\/lib.*)?\/?$/.test(to)) this.#report(instruction, foreignPlace(`${to} `, this.#group.upstream, { target: this.#target, taken: true }));
    if (!isTaken) this.#report(instruction, foreignPlace(to, this.#group.upstream, { target: this.#target, taken: false }));
    if (/^\/etc(?:\/passwd)?\/?$/.test(to) && words.some(word => /passwd$/.test(word))) state.ownPasswd = true;
    const owner = flags.find(({ text }) => text.startsWith('--chown='));
    if (owner) this.#convertOwner(instruction, owner, this.#accounts(stage, state));
    if (state.hasWorkdir || to.startsWith('/') || to.startsWith('$') || /^[A-Za-z]:/.test(to)) return;
    const old = upstreamWorkdirs[this.#group.upstream.name] ?? '/';
    state.hasWorkdir = true;
    if (this.#target.workdir !== old) this.#edits.push(this.#lines.before(instruction, `WORKDIR ${old}`));
  }

  #convertOwner(instruction: BuildInstruction, flag: SourceText, accounts: Accounts): void {
    const start = '--chown='.length;
    const owner = flag.text.slice(start);
    const resolved = resolveOwner(owner, accounts);
    if ('reason' in resolved) this.#problem(instruction, resolved.reason);
    else if (resolved.name !== owner) this.#edits.push(replacement(flag, { start, end: flag.text.length }, resolved.name));
  }

  #convertUser(instruction: BuildInstruction, stage: Stage, state: State): void {
    const { args } = instruction;
    state.hasUser = true;
    const accounts = this.#accounts(stage, state);
    const [name = '', group] = args.text.split(':');
    const resolved = resolveAccount(name, accounts);
    const ofGroup = group === undefined ? undefined : resolveAccount(group, accounts);
    if ('reason' in resolved) return this.#problem(instruction, resolved.reason);
    if (ofGroup && 'reason' in ofGroup) return this.#problem(instruction, ofGroup.reason);
    const written = ofGroup ? `${resolved.name}:${ofGroup.name}` : resolved.name;
    if (written !== args.text) this.#edits.push(replacement(args, { start: 0, end: args.text.length }, written));
  }

  #checkShell(instruction: BuildInstruction): void {
    const program = instruction.exec?.[0] ?? '';
    const name = baseName(program);
    if (this.#target.contents.shell === '') this.#problem(instruction, message('{0} needs a shell, and the new image has none', 'SHELL'));
    else if (name !== 'sh' && this.#target.programs && !this.#target.programs.has(name)) this.#problem(instruction, message('the new image has no {0}', name));
  }

  /** How the image starts is said by the stages that are shipped. */
  #convertStart(): void {
    const shipped = this.#group.stages.filter(({ index }) => this.#group.shipped.has(index));
    if (!shipped.some(({ final }) => final)) return;
    const instructions = shipped.flatMap(stage => stage.instructions);
    const changed = changeStart(startOf(instructions), { target: this.#target, upstream: this.#group.upstream, lines: this.#lines, scripts: scriptsFromContext(instructions), ownPath: instructions.some(({ keyword, args }) => keyword === 'env' && /(?:^|\s)PATH[=\s]/.test(args.text)), brings: program => this.#bringsAtEnd(program) });
    this.#edits.push(...changed.edits);
    this.#problems.push(...changed.problems);
    this.#installForStart(changed.needs, shipped.at(-1));
  }

  /** What the image starts with, and came with the old one. */
  #installForStart(needs: readonly StartNeed[], stage: Stage | undefined): void {
    const state = stage && this.#states.get(stage.index);
    if (!state) return;
    for (const { program, instruction } of needs) {
      const [name] = packagesOfPrograms[program] ?? [];
      const mayInstall = name !== undefined && isRoot(this.#target.contents.user) && !state.hasUser && this.#group.old?.has(program) !== false;
      const line = mayInstall ? this.#installLine([name], instruction, state) : undefined;
      if (line === undefined) this.#problem(instruction, message('the new image has no {0}', program));
      else this.#edits.push(this.#lines.before(instruction, line));
    }
  }

  /** Whether the last of the stages has installed the program. */
  #bringsAtEnd(program: string): boolean {
    const state = this.#states.get(Math.max(...this.#states.keys()));
    return state !== undefined && brings({ packages: state.packages, names: this.#group.names }, program, this.#target.family);
  }

  /** What other stages take out of these. */
  #checkTaken(): void {
    const { build, stages, upstream } = this.#group;
    const own = new Set(stages.flatMap(({ name, index }) => [String(index), ...(name === undefined ? [] : [name])]));
    for (const { instructions } of build.stages) {
      for (const instruction of instructions) {
        const from = copiedFrom(instruction);
        if (instruction.keyword !== 'copy' || from === undefined || !own.has(from)) continue;
        const taken = wordsOf(instruction).slice(0, -1).join(' ');
        this.#report(instruction, foreignPlace(`${taken} `, upstream, { target: this.#target, taken: true }));
        if (/\/usr\/share\/zoneinfo/.test(taken) && this.#target.programs && !this.#target.programs.has('tzdata') && ![...this.#states.values()].some(({ packages }) => packages.has('tzdata'))) {
          this.#problem(instruction, message('the new image has no {0}', 'tzdata'));
        }
      }
    }
  }

  #report(instruction: BuildInstruction, reason: Message | undefined): void {
    if (reason) this.#problem(instruction, reason);
  }

  #problem(instruction: BuildInstruction, reason: Message): void {
    this.#problems.push({ range: instruction.words, reason });
  }
}

function startOfText(text: SourceText): number {
  return text.runs[0]?.source ?? 0;
}

/** Names that ARG and ENV of the file define. */
function definedVariables({ before, stages }: Build): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { keyword, args } of [...before, ...stages.flatMap(({ instructions }) => instructions)]) {
    if (keyword === 'arg') names.add(args.text.split('=', 1)[0] ?? '');
    if (keyword !== 'env') continue;
    const pairs = [...args.text.matchAll(/(?:^|\s)([A-Za-z_]\w*)=/g)].map(([, name = '']) => name);
    for (const name of pairs.length > 0 ? pairs : [args.text.split(/\s/, 1)[0] ?? '']) names.add(name);
  }
  return names;
}

/** Names of files that come from the build's context, and may be scripts. */
function scriptsFromContext(instructions: readonly BuildInstruction[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const instruction of instructions) {
    if ((instruction.keyword !== 'copy' && instruction.keyword !== 'add') || copiedFrom(instruction) !== undefined) continue;
    for (const word of wordsOf(instruction)) names.add(baseName(word));
  }
  names.delete('');
  names.delete('.');
  return names;
}

function noteAccount(command: Command, { created }: State): void {
  const made = accountMadeBy(command);
  if (made) created.add(made.name);
}
