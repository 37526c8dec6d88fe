import type { LoginPort } from '../core/login';
import type { CancelSignal, ClockPort, FilesPort, HashPort, KeptFilesPort } from '../core/ports';
import { render, type Bundle, type Message } from '../core/message';
import type { ImageService } from '../service/image-service';
import type { MachineSettings } from '../service/machine-settings';

export interface CliFiles extends FilesPort {
  kind(path: string): Promise<'file' | 'folder' | 'missing'>;
  /**
   * Replaces the whole file at once. Throws when it no longer holds `expected`, byte for byte, and then changes nothing:
   * somebody else wrote it meanwhile, or it is not UTF-8 and would not survive.
   */
  replace(path: string, expected: string, text: string): Promise<void>;
}

/** Everything that the commands need from the outside. */
export interface CliRuntime {
  readonly service: ImageService;
  readonly files: CliFiles;
  readonly hash: HashPort;
  readonly clock: ClockPort;
  readonly logins: Pick<LoginPort, 'registries'>;
  readonly signal: CancelSignal;
  /** Where listings of large trees are kept from run to run, and the name of the build that makes them. */
  readonly listings: { readonly files: KeptFilesPort; readonly build: string };
  readonly version: string;
  /** Absolute, with `/`. */
  readonly workingDirectory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** What the machine's own files say; problems in them keep a command from running. */
  readonly machine: MachineSettings;
  readonly terminal: {
    readonly colors: boolean;
    /** Where progress goes: onto one line that is written over, line by line, or nowhere. */
    readonly progress: 'line' | 'log' | 'none';
  };
  /** The bundle for a locale such as `ja` or `ja_JP.UTF-8`; undefined when there is none. */
  translations(locale: string): Bundle | undefined;
  /** In the language of this run. */
  say(text: Message): string;
  /** The report. */
  out(text: string): void;
  /** Progress and reasons. */
  err(text: string): void;
}

/** The three answers that a command can end with (contract, section 4). */
export type ExitCode = 0 | 1 | 2;

/** Something that keeps a command from running at all: reported on stderr, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly said: Message;

  constructor(said: Message) {
    super(render(said));
    this.said = said;
  }
}
