/** Where a person's logins are kept. */
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

export interface LoginPlace {
  readonly path: string;
  /** The environment names it, and not the person: it must not be in the folders that are worked in. */
  readonly fromEnvironment: boolean;
  /** Docker's file from before 2014. */
  readonly oldest?: true;
}

export interface Machine {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly home: string;
  /** Where there are such numbers. */
  readonly user: number | undefined;
}

export function thisMachine(): Machine {
  return { environment: process.env, platform: process.platform, home: homedir(), user: process.getuid?.() };
}

/** In the order in which they are asked: Docker's, Podman's, Docker's of old. */
export function loginPlaces(machine: Machine, dockerConfig: string): readonly LoginPlace[] {
  const { home } = machine;
  return [dockerPlace(machine, dockerConfig), ...podmanPlaces(machine), { ...own(join(home, '.dockercfg')), oldest: true }];
}

function dockerPlace({ environment, home }: Machine, dockerConfig: string): LoginPlace {
  if (dockerConfig !== '') return own(dockerConfig);
  return named(environment['DOCKER_CONFIG'], 'config.json') ?? own(join(home, '.docker/config.json'));
}

/** A file that is named is the only one. */
function podmanPlaces({ environment, platform, home, user }: Machine): readonly LoginPlace[] {
  const only = named(environment['REGISTRY_AUTH_FILE']);
  if (only) return [only];
  const running = platform === 'linux' ? (named(environment['XDG_RUNTIME_DIR'], 'containers/auth.json') ?? own(`/run/containers/${user ?? 0}/auth.json`)) : undefined;
  const lasting = named(environment['XDG_CONFIG_HOME'], 'containers/auth.json') ?? own(join(home, '.config/containers/auth.json'));
  return running ? [running, lasting] : [lasting];
}

function own(path: string): LoginPlace {
  return { path, fromEnvironment: false };
}

/** A relative path would be looked for in whatever folder is being worked in. */
function named(folder: string | undefined, below = ''): LoginPlace | undefined {
  return folder !== undefined && isAbsolute(folder) ? { path: join(folder, below), fromEnvironment: true } : undefined;
}
