import { isAbsolute, join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where a program keeps what it can get again, by platform: the variable that names the place, or what is below the home. */
const places: Readonly<Partial<Record<NodeJS.Platform, { variable: string; home: string; below: string }>>> = {
  win32: { variable: 'LOCALAPPDATA', home: 'USERPROFILE', below: 'AppData/Local' },
  darwin: { variable: '', home: 'HOME', below: 'Library/Caches' },
};
const otherwise = { variable: 'XDG_CACHE_HOME', home: 'HOME', below: '.cache' };

/** Undefined where the environment names neither: then nothing is kept. */
export function cacheFolder(environment: Environment, platform: NodeJS.Platform): string | undefined {
  const { variable, home, below } = places[platform] ?? otherwise;
  const named = environment[variable];
  // A relative one is invalid, says the XDG specification, and would end up in the folder that is checked.
  if (named !== undefined && isAbsolute(named)) return join(named, 'plimsoll');
  const person = environment[home];
  return person !== undefined && isAbsolute(person) ? join(person, below, 'plimsoll') : undefined;
}
