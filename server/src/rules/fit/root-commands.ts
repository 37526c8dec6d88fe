import { baseName } from '../../core/path';
import { commandsIn } from './commands';

/** Programs that do nothing for anybody but root. */
const administrative = /^(?:\S*\/)?(?:useradd|adduser|usermod|groupadd|addgroup|chpasswd|update-ca-certificates|ldconfig|setcap|locale-gen)(?:\s|$)/;
/** Who asks for rights knows about them. */
export function asksForRights(text: string): boolean {
  return /(?:^|[\s;&|(])(?:sudo|doas|su|gosu|su-exec)\s/.test(text);
}

/** What a command writes to: all that it names, or the last of at least two. */
const writers: readonly { readonly program: RegExp; readonly targets: (words: readonly string[]) => readonly string[] }[] = [
  { program: /^(?:mkdir|touch|tee|truncate)$/, targets: words => words },
  { program: /^(?:chown|chgrp|chmod)$/, targets: words => words.slice(1) },
  { program: /^(?:cp|mv|ln|install)$/, targets: words => (words.length > 1 ? words.slice(-1) : []) },
];

/** Places that belong to root in every image, whatever it was made for. */
const systemPath = /^\/(?:(?:usr\/)?(?:local\/)?(?:s?bin|lib(?:32|64)?)\/|etc\/(?:ssl|pki|apk|apt|profile\.d|sudoers\.d)\/|etc\/[^/]+$|root\/|boot\/|srv\/|usr\/src\/|opt\/[^/]+$)/;
/** Folders at the top that some images give to their user. */
const mayBeOwn = /^\/(?:tmp|home|dev|proc|sys|run|var|mnt|app|data|work|workdir|workspace|src|build|cache|config|logs?|code|etc|usr|opt|lib|bin|sbin|root|srv|boot)(?:\/|$)/;

/**
 * Whether a command of the shell text asks for root. `own` are folders that the build made or gave away itself: whose they are is
 * its own business.
 */
export function needsRoot(text: string, own: readonly string[]): boolean {
  const isOwn = (path: string): boolean => own.some(folder => path === folder || path.startsWith(`${folder.replace(/\/$/, '')}/`));
  return commandsIn(text).some(command => {
    if (administrative.test(command)) return true;
    const [program = '', ...words] = command.replace(/["']/g, '').split(/\s+/);
    const written = redirectedTo(command);
    const named = words.filter(word => !word.startsWith('-') && !word.includes('>'));
    const targets = writers.find(writer => writer.program.test(baseName(program)))?.targets(named) ?? [];
    return [...written, ...targets].some(path => !isOwn(path) && (systemPath.test(path) || (/^(?:\S*\/)?mkdir$/.test(program) && isNewAtTop(path))));
  });
}

function redirectedTo(command: string): readonly string[] {
  return [...command.matchAll(/>\s*["']?(\/[^\s"'&;|]*)/g)].map(([, path = '']) => path);
}

/** A folder beside those of the system: there nobody but root makes any. */
function isNewAtTop(path: string): boolean {
  return /^\/\w/.test(path) && !mayBeOwn.test(path);
}
