import { wordsOf, type BuildInstruction } from '../../core/build';
import { baseName } from '../../core/path';
import { shells } from '../../core/shells';
import { isShell } from './programs';

const shellNames: ReadonlySet<string> = new Set([...shells, 'busybox', 'toybox']);
const packageManagerNames: ReadonlySet<string> = new Set(['apk', 'apk.static', 'apt', 'apt-get', 'dpkg', 'dnf', 'microdnf', 'yum', 'rpm']);
/** Folders whose copy may bring any program. */
const programFolders: ReadonlySet<string> = new Set(['/', '/bin', '/usr', '/usr/bin', '/sbin', '/usr/sbin', '/busybox']);

/** A COPY or ADD of a shell, of a folder that may hold one, or a SHELL that is none of the usual: the build's own business. */
export function bringsShell(instruction: BuildInstruction): boolean {
  if (instruction.keyword === 'shell') return !isShell(instruction.exec?.[0]);
  return brings(instruction, shellNames);
}

export function bringsPackageManager(instruction: BuildInstruction): boolean {
  return brings(instruction, packageManagerNames);
}

function brings(instruction: BuildInstruction, programs: ReadonlySet<string>): boolean {
  if (instruction.keyword !== 'copy' && instruction.keyword !== 'add') return false;
  const words = wordsOf(instruction);
  const sources = words.slice(0, -1);
  if (words.some(word => programs.has(baseName(word))) || sources.some(isProgramFolder)) return true;
  return words.at(-1) === '/' && sources.some(isSystem);
}

function isProgramFolder(source: string): boolean {
  return programFolders.has(source === '/' ? source : source.replace(/\/\*?$/, ''));
}

/** What is unpacked over the root: a folder's contents, an archive, or what is named as a root by itself. */
function isSystem(source: string): boolean {
  return source.endsWith('/') || /\.(?:tar(?:\.\w+)?|tgz|txz)$/.test(source) || /root(?:fs)?$/.test(baseName(source));
}

/** A mount that lends this one command the programs of another image. */
export function mountsPrograms({ flags }: BuildInstruction): boolean {
  return flags.some(({ text }) => text.startsWith('--mount=') && text.split(/[=,]/).some(isProgramFolder));
}
