import type { Family } from '../core/image-inside';
import { packageForFlags } from './applets';
import { programOf, type Command } from './shell/commands';
import { accountTools } from './tables/account-flags';
import { applets } from './tables/busybox';
import { packagesOfPrograms, prefixes } from './tables/programs';
import { isBusybox, type PackageNames, type Target } from './target';

/** What a stage has installed so far, by the names of the new distribution. */
export interface Installed {
  readonly packages: ReadonlySet<string>;
  readonly names: PackageNames;
  /** Programs that came with the old image; undefined where no table tells. Others the build brings itself, in its own way. */
  readonly old: ReadonlySet<string> | undefined;
}

/** Whether a package that was installed brings the program. */
export function brings({ packages, names }: Omit<Installed, 'old'>, program: string, family: Family | undefined): boolean {
  if (packages.has(program)) return true;
  if (family === undefined || !Object.hasOwn(packagesOfPrograms, program)) return false;
  return (packagesOfPrograms[program] ?? []).some(name => (names(name, 'debian', family) ?? [name]).some(each => packages.has(each)));
}

/** The packages, as Debian calls them, that commands need and the new image lacks. Empty where no table tells what it holds. */
export function missingPackages(commands: readonly Command[], target: Target, installed: Installed): readonly string[] {
  const missing = new Set<string>();
  for (const command of commands) {
    const program = effectiveProgram(command);
    if (program === undefined || !target.programs || installed.old?.has(program) === false) continue;
    const [package_] = Object.hasOwn(packagesOfPrograms, program) ? (packagesOfPrograms[program] ?? []) : [];
    if (package_ !== undefined && lacks(program, target) && !brings(installed, program, target.family)) missing.add(package_);
    const better = isBusybox(target) && !target.programs.has(program) ? packageForFlags(command) : undefined;
    if (better !== undefined && !brings(installed, program, target.family)) missing.add(better);
  }
  return [...missing];
}

/** Whether the new image certainly lacks a program. */
export function lacks(program: string, target: Target): boolean {
  if (!target.programs || target.programs.has(program)) return false;
  if (isBusybox(target) && (applets.has(program) || Object.hasOwn(accountTools, program) || program === 'usermod')) return false;
  if (program === 'update-ca-certificates') return target.family === 'wolfi' || !target.programs.has('ca-certificates');
  return true;
}

export function effectiveProgram({ words }: Pick<Command, 'words'>): string | undefined {
  const first = words.findIndex(({ text }) => !prefixes.has(text) && !text.startsWith('-') && !/^\w+=/.test(text));
  return first < 0 ? undefined : programOf({ words: words.slice(first) });
}
