import { posix, win32 } from 'node:path';

/**
 * Where notation keeps the trust of whoever runs it; `NOTATION_CONFIG` names another place. With `/` throughout.
 * A relative path would be looked for in whatever folder is being worked in, and trust never comes from there.
 */
export function notationConfigFolder(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform, home: string): string {
  const { NOTATION_CONFIG: named, XDG_CONFIG_HOME: xdg, APPDATA: appData } = environment;
  if (named && (platform === 'win32' ? win32 : posix).isAbsolute(named)) return slashes(named);
  if (platform === 'win32') return posix.join(slashes(appData || `${home}/AppData/Roaming`), 'notation');
  if (platform === 'darwin') return posix.join(home, 'Library/Application Support/notation');
  return posix.join(xdg?.startsWith('/') ? xdg : posix.join(home, '.config'), 'notation');

  function slashes(path: string): string {
    return platform === 'win32' ? path.replaceAll('\\', '/') : path;
  }
}
