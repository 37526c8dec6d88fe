import type { EditorFetch } from '../core/editor-fetch';
import type { LocalNames } from '../core/local-names';
import type { Bundle } from '../core/message';
import type { CancelSignal, ClockPort, FilesPort, HashPort, LogPort } from '../core/ports';
import type { Consent } from '../core/consent';
import type { LoginCheck, LoginEdge, LoginPort } from '../core/login';
import type { NetworkSettings } from '../core/network-settings';
import type { TrustRootSettings } from '../core/trust-root-settings';
import type { ImageService } from '../service/image-service';
import type { MachineSettings } from '../service/machine-settings';
import type * as assist from './assist';

/** Finds the names that a workspace builds itself, or rewrites. */
export interface LocalNameSource {
  /** Whether the file could name any, by its path alone. */
  mayName(path: string): boolean;
  collect(path: string, text: string): LocalNames;
}

/** All that the edge needs of the world. The composition root fills it. */
export interface Runtime {
  readonly service: ImageService;
  /** What helps somebody who writes; loaded at the first call. */
  readonly assist: () => Promise<typeof assist>;
  /** This runs in a worker of a browser: there is no disk, and no way to a registry. */
  readonly inBrowser?: true;
  readonly files: FilesPort;
  readonly clock: ClockPort;
  readonly hash: HashPort;
  readonly log: LogPort;
  readonly localNames: LocalNameSource;
  /** What the machine's own files say; they win over the settings of the client. */
  readonly machine: Promise<MachineSettings>;
  /** The extension's public home, https: rule pages are below it. */
  readonly homepage: string;
  readonly version: string;
  /** Translations that ship, for a client that sends none. */
  bundle(locale: string): Promise<Bundle | undefined>;
  /** What the machine says of its trust root. */
  useTrustRoot(settings: TrustRootSettings): void;
  /** What the machine, else the person, says of how registries are reached: from the next request on. */
  useNetwork(settings: NetworkSettings): void;
  readonly logins: Pick<LoginPort, 'registries'>;
  checkLogin(registry: string, options: { readonly consent: Consent; readonly signal: CancelSignal }): Promise<LoginCheck>;
  /** What this edge says of logins, from now on. */
  useLogins(edge: LoginEdge): void;
  /** The editor fetches what this process cannot. */
  useEditor(fetch: EditorFetch): void;
  /** Absolute path of a folder of our own; without one nothing is kept from session to session. */
  useStorage(path: string): void;
}
