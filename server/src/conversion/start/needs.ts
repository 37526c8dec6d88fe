import { baseName } from '../../core/path';
import { lacks } from '../requirements';
import { programOutsidePath } from './full-path';
import type { StartScene } from './scene';

/** A program of the distribution or the language, which the new image lacks; what lies elsewhere the build made itself. */
export function needOf(first: string, { target, ownPath, brings }: StartScene): string | undefined {
  const program = baseName(first);
  if (!ownPath && first === programOutsidePath(target)?.name) return undefined;
  const isOwn = !first.includes('/') || /^(?:\/usr)?\/s?bin\//.test(first);
  return isOwn && tracked.has(program) && lacks(program, target) && !brings(program) ? program : undefined;
}

/** Images of a language, on which a file of the build's own is most likely a script; .NET makes programs. */
const interpreted: ReadonlySet<string> = new Set(['node', 'python', 'ruby', 'php', 'perl', 'openjdk', 'eclipse-temurin', 'amazoncorretto', 'elixir', 'erlang', 'maven', 'gradle', 'tomcat']);

/** What begins with the path of a shell, or may: `env` is not there either. */
export function mayBeScript(first: string, program: string, scripts: ReadonlySet<string>, upstream: string): boolean {
  if (/\.(?:sh|bash)$/.test(program) || scripts.has(program)) return true;
  // An environment of Python's has its own interpreter in front.
  return interpreted.has(upstream) && first.includes('/') && !tracked.has(program) && !/venv\/bin\//.test(first);
}

/** Programs that belong to a language, or that tables tell about. */
const tracked: ReadonlySet<string> = new Set(['npm', 'npx', 'yarn', 'pnpm', 'corepack', 'bundle', 'composer', 'mvn', 'gradle', 'javac', 'pip', 'curl', 'wget', 'bash', 'node', 'python', 'python3', 'java', 'dotnet', 'ruby', 'php', 'supervisord', 'tini', 'dumb-init', 'gosu', 'su-exec']);

