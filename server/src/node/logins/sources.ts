import type { Credential, LoginEdge } from '../../core/login';
import type { ClockPort, LogPort } from '../../core/ports';
import { entryFor, readLoginFile, type LoginFile } from './docker-config';
import { isInside } from './inside';
import { loginPlaces, type LoginPlace, type Machine } from './places';
import { WatchedFiles } from './watched-file';

/** Where a login is: here, or with a program. */
export type Found = { readonly credential: Credential } | { readonly helper: string };

export interface SourceOptions {
  readonly machine: Machine;
  readonly edge: () => LoginEdge;
  /** Absolute path of Docker's config.json; '' where Docker itself would look. */
  readonly dockerConfig: () => string;
  readonly log: Pick<LogPort, 'warn'>;
  readonly clock: Pick<ClockPort, 'now'>;
}

/** What the environment and the files of a person say of logins, the one that counts first. */
export class Sources {
  readonly #options: SourceOptions;
  readonly #files: WatchedFiles;
  readonly #inEnvironment: LoginFile;
  readonly #warned = new Set<string>();

  constructor(options: SourceOptions) {
    this.#options = options;
    this.#files = new WatchedFiles(options.clock.now);
    this.#inEnvironment = readEnvironment(options.machine);
  }

  async *files(): AsyncIterable<LoginFile> {
    yield this.#inEnvironment;
    const { machine, dockerConfig } = this.#options;
    for (const place of loginPlaces(machine, dockerConfig())) if (await this.#mayRead(place)) yield await this.#files.read(place);
  }

  async *logins(registry: string, repository: string): AsyncIterable<Found> {
    for await (const file of this.files()) yield* foundIn(file, registry, repository);
  }

  /** A workspace may bring an environment along, and with it a file of logins and programs. */
  async #mayRead({ path, fromEnvironment }: LoginPlace): Promise<boolean> {
    const { edge, log } = this.#options;
    const { folders, ownEnvironment } = edge();
    if (!fromEnvironment || ownEnvironment || !(await isInside(path, folders))) return true;
    if (!this.#warned.has(path)) log.warn(`no logins are read from ${JSON.stringify(path)}: the environment names it, and it is in the workspace`);
    this.#warned.add(path);
    return false;
  }
}

/** A program is asked only for a registry that the file itself names. */
function* foundIn(file: LoginFile, registry: string, repository: string): Iterable<Found> {
  const helper = file.helpers.get(registry);
  if (helper !== undefined) yield { helper };
  const entry = entryFor(file, registry, repository);
  if (!entry) return;
  if (helper === undefined && file.store !== undefined) yield { helper: file.store };
  if (entry.credential) yield { credential: entry.credential };
}

/** Logins alone: what an environment says names no program. */
function readEnvironment({ environment }: Machine): LoginFile {
  return { entries: readLoginFile(environment['DOCKER_AUTH_CONFIG'] ?? '').entries, helpers: new Map(), store: undefined };
}
