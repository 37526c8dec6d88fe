import type { Bundle, Message } from '../core/message';
import type { TrustPolicy } from '../core/policy';
import type { ClockPort, FilesPort, LogPort } from '../core/ports';
import type { Range } from '../core/range';
import type { ImageService } from '../service/image-service';
import type { Settings } from '../settings';

/** The policy that applies to one document. */
export interface LoadedPolicy {
  readonly policy: TrustPolicy;
  /** The document's path relative to the policy's root, with `/`. */
  readonly path: string;
  /** English, for the log: what was wrong with the files. */
  readonly problems: readonly string[];
}

export interface PolicyQuestion {
  /** The workspace folder; undefined for a document outside of any. */
  readonly folder: string | undefined;
  readonly path: string;
  readonly settings: Settings;
  /** A repository's file loosens only in a trusted workspace. */
  readonly trusted: boolean;
}

export interface PolicySource {
  load(question: PolicyQuestion): Promise<LoadedPolicy>;
  /** Whether the file is one that `load` reads. */
  isPolicyFile(path: string): boolean;
  /** What is wrong with the text of a policy file, for the editor that has it open. */
  problems(text: string, path: string): readonly PolicyProblem[];
}

export interface PolicyProblem {
  readonly range: Range;
  readonly message: Message;
}

/** Finds the names that a workspace builds itself. */
export interface LocalNameSource {
  /** Whether the file could name any, by its path alone. */
  mayName(path: string): boolean;
  /** Normalised full names. */
  collect(path: string, text: string): Iterable<string>;
}

/** All that the edge needs of the world. The composition root fills it. */
export interface Runtime {
  readonly service: ImageService;
  readonly files: FilesPort;
  readonly clock: ClockPort;
  readonly log: LogPort;
  readonly policies: PolicySource;
  readonly localNames: LocalNameSource;
  /** The extension's public home, https: rule pages are below it. */
  readonly homepage: string;
  readonly version: string;
  /** Translations that ship, for a client that sends none. */
  bundle(locale: string): Promise<Bundle | undefined>;
  /** The machine's own trust root was set, or unset with ''. */
  useTrustedRoot(path: string): void;
}
