import { shells } from '../../core/shells';
import { programOf } from './program-names';
import type { Word } from './word';

/** Programs that run the command that begins somewhere among their words. */
const programs = new Set([
  'chroot', 'colima', 'find', 'flock', 'gosu', 'lima', 'limactl', 'minikube', 'nsenter', 'parallel', 'runuser', 'ssh', 'strace', 'systemd-inhibit', 'systemd-run', 'unbuffer', 'unshare', 'watch',
]);
/** What scripts call functions, and scripts of their own, that do so: `retry 3 docker pull …`. */
const functions = /retr(?:y|ies)|sudo|^(?:_*|show_?|dry_?|try_?|do_?|must_?|log_?(?:and_?)?)run(?:_(?:cmd|command|step|with\w*|quiet\w*))?$|^(?:must|try|expect|assert)_\w+$|^(?:check|execute|quiet|quietly|silent|silently|try)$/i;
const engines = new Set(['docker', 'podman', 'nerdctl']);
/** So far from a program's name its command `exec` may stand. */
const nearby = 6;

/** Itself, the program that it runs, a command of that, and an image; one of them may say it all. */
const fewestWords = 3;

/** Whether the command at `at` is there to run another one. */
export function isCarrier(words: readonly Word[], at: number): boolean {
  const name = words.length - at < fewestWords ? '' : programOf(words[at]);
  if (name === '') return false;
  if (engines.has(name)) return words.slice(at + 1, at + nearby).some(({ value }) => value === 'exec');
  return programs.has(name) || functions.test(shells.has(name) ? programOf(words[at + 1]) : name);
}
