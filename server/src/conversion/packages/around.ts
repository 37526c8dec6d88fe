import { message } from '../../core/message';
import type { TextEdit } from '../../core/range';
import { problem, remove, type Change, type Scene } from '../change';
import { programOf, type Command } from '../shell/commands';
import { removalEdit } from '../shell/removal';

/** What package managers leave behind. */
const leftovers = /^\/(?:var\/(?:lib\/(?:apt(?:\/lists)?|dpkg\/\S+-old|yum|dnf)|cache\/(?:apt|debconf|yum|dnf|ldconfig|apk|microdnf|man)|log\/(?:apt|dpkg|yum|dnf)\S*)|etc\/apt\/apt\.conf\.d|usr\/share\/(?:doc|man|info))(?:\/|$|\*)/;
const aptSettings = /^\/etc\/(?:apt\/apt\.conf\.d|dpkg\/dpkg\.cfg\.d)\//;

/** Programs that only the distribution of the old image has, and that do something for which another one has no word. */
const foreign: ReadonlySet<string> = new Set([
  'add-apt-repository', 'apt-add-repository', 'apt-key', 'apt-mark', 'apt-cache', 'apt-file', 'dpkg', 'dpkg-reconfigure', 'dpkg-query', 'dpkg-divert', 'dpkg-deb', 'debconf-set-selections',
  'gdebi', 'rpm', 'yum-config-manager', 'yum-builddep', 'alternatives', 'update-alternatives', 'update-rc.d', 'locale-gen', 'update-locale', 'localedef', 'install_packages', 'amazon-linux-extras',
]);
const sources = /\/etc\/(?:apt\/(?:sources|trusted|keyrings|preferences)|yum\.repos\.d|apk\/repositories)|deb\.nodesource\.com|rpm\.nodesource\.com|dl\.yarnpkg\.com\/(?:debian|rpm)|\.deb$|\.rpm$/;

/** What is done around the package manager of a distribution, for an image of another one. */
export function changeSurroundings(command: Command, scene: Scene): Change | undefined {
  if (isSameDistribution(scene, command)) return undefined;
  const program = programOf(command);
  if (program === 'rm') return changeCleanup(command, scene);
  if (command.redirected.some(({ text }) => aptSettings.test(text)) && (program === 'echo' || program === 'printf')) return remove;
  if (program !== undefined && foreign.has(program)) return problem(message('{0} belongs to the distribution of the old image', program));
  const source = sourceIn(command);
  return source === undefined ? undefined : problem(message('{0} is a source of packages of the old distribution', source));
}

/** Its own tools stay; sources of another release do not fit. */
function isSameDistribution({ target, origin, release }: Scene, command: Command): boolean {
  if (target.family !== origin) return false;
  return release === undefined || release === target.release || sourceIn(command) === undefined;
}

function sourceIn({ words, redirected }: Command): string | undefined {
  return [...words, ...redirected].find(({ text }) => sources.test(text.replace(/["']/g, '')))?.text;
}

/** Takes out what the new image never has: the whole command when nothing else is left. */
function changeCleanup({ words }: Command, { shell }: Scene): Change | undefined {
  const paths = words.slice(1).filter(({ text }) => !text.startsWith('-'));
  const useless = paths.filter(({ text }) => leftovers.test(text.replace(/["']/g, '')));
  if (useless.length === 0) return undefined;
  if (useless.length === paths.length) return remove;
  const edits = useless.map((token): TextEdit => {
    const index = words.indexOf(token);
    return removalEdit(shell, { start: token.start, end: token.end, previousEnd: words[index - 1]?.end, nextStart: words[index + 1]?.start });
  });
  return { kind: 'edit', edits };
}
