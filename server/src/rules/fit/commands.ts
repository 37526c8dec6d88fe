/** Commands in the text of a RUN, as far as simple expressions tell: enough to point at, never enough to edit by. */

const separators = /&&|\|\||[;|\n]/;
const longest = 20_000;

/** The simple commands of a shell text, without what sets variables or asks for rights before them. */
export function commandsIn(text: string): readonly string[] {
  return text.slice(0, longest).split(separators).map(command => command.trim().replace(/^(?:(?:\(|\{|sudo|exec|then|do|else|if|set\s+-\S+)\s+|\w+=\S*\s+)+/, ''));
}

/** Package managers by the words that call them. */
const managers: Readonly<Record<string, string>> = {
  'apt-get': 'apt', apt: 'apt', aptitude: 'apt', apk: 'apk', yum: 'yum', dnf: 'dnf', microdnf: 'microdnf', zypper: 'zypper',
};

export interface PackageCommand {
  readonly program: string;
  /** The package manager that the program belongs to: `apt` of apt-get. */
  readonly manager: string;
}

/** Calls of package managers that change what is installed. */
export function packageCommands(text: string): readonly PackageCommand[] {
  return commandsIn(text).flatMap(command => {
    const [, program = '', rest = ''] = /^(?:\S*\/)?([a-z-]+)\s+(.*)$/s.exec(command) ?? [];
    const manager = Object.hasOwn(managers, program) ? managers[program] : undefined;
    return manager !== undefined && /(?:^|\s)(?:install|add|update|upgrade|dist-upgrade|remove|del|purge|makecache)(?:\s|$)/.test(rest) ? [{ program, manager }] : [];
  });
}

const writers = /^(?:\S*\/)?(?:mkdir|touch|chown|chmod|cp|mv|ln|install|tee|rm|useradd|adduser|groupadd|addgroup|usermod)\s/;
const accounts = /^(?:\S*\/)?(?:useradd|adduser|groupadd|addgroup|usermod)\s/;
/** Absolute paths that only root may write to in an image. */
const rootPath = /(?:^|\s|>)\/(?!tmp(?:\/|\s|$)|home\/|dev\/|proc\/|var\/tmp)[\w.]/;

/** Whether a command of the text writes where only root may. */
export function writesToRootPaths(text: string): boolean {
  return commandsIn(text).some(command => accounts.test(command) || (writers.test(command) && rootPath.test(command)) || />\s*\/(?!tmp\/|dev\/|proc\/|home\/)\w/.test(command));
}
