import { spawn } from 'node:child_process';

const onWindows = process.platform === 'win32';

/** On Windows npm and most editors are command files, which only a shell can start; it gets quoted words. */
export function spawnProgram(program, args, options = {}) {
  if (!onWindows) return spawn(program, args, options);
  const quote = (word) => (/[\s&|<>^]/.test(word) ? `"${word}"` : word);
  return spawn(quote(program), args.map(quote), { ...options, shell: true });
}

/** Runs a program to its end with its output shown. Rejects when it fails. */
export function run(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawnProgram(program, args, { stdio: 'inherit', ...options });
    child.once('error', reject);
    child.once('exit', (code, signal) =>
      code === 0 ? resolve() : reject(new Error(`${program} ${args.join(' ')}: ended with ${signal ?? code}`)),
    );
  });
}
