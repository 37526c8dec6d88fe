import type { CliRuntime } from './runtime';

/** `operand` as an absolute path with `/`, `.` and `..` folded. */
export function absolute(runtime: CliRuntime, operand: string): string {
  const slashed = operand.replaceAll('\\', '/');
  const isAbsolute = slashed.startsWith('/') || /^[A-Za-z]:\//.test(slashed);
  const parts: string[] = [];
  for (const part of (isAbsolute ? slashed : `${runtime.workingDirectory}/${slashed}`).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && (part !== '' || parts.length === 0)) parts.push(part);
  }
  return parts.join('/') || '/';
}

/** Relative to the working directory, also for a path beside it. */
export function shownPath(runtime: CliRuntime, path: string): string {
  const from = runtime.workingDirectory.split('/').filter(Boolean);
  const to = path.split('/').filter(Boolean);
  let shared = 0;
  while (shared < from.length && shared < to.length && from[shared] === to[shared]) shared++;
  return [...from.slice(shared).map(() => '..'), ...to.slice(shared)].join('/') || '.';
}
