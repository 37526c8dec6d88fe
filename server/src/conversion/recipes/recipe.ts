import type { Build, BuildInstruction, Stage } from '../../core/build';
import type { Message } from '../../core/message';
import type { ImageReference } from '../../core/reference';
import type { Command } from '../shell/commands';
import type { Upstream } from '../upstream';

/** A build with a single stage, taken apart. */
export interface Shape {
  readonly document: string;
  readonly build: Build;
  readonly stage: Stage;
  readonly reference: ImageReference;
  readonly upstream: Upstream;
  /** Of all RUNs, in order. */
  readonly commands: readonly Command[];
  /** The folder in which each of them runs. */
  readonly folders: ReadonlyMap<Command, string>;
  /** The words of what the image starts: of ENTRYPOINT, then of CMD. */
  readonly start: readonly string[];
  /** The folder in which it starts; undefined when the file names none. */
  readonly workdir: string | undefined;
}

/** What the second stage is made of. */
export interface SecondStage {
  /** What it is built on, before that is converted as well: a familiar reference without a digest. */
  readonly base: string;
  /** Absolute paths that are copied, each to where it was. */
  readonly copies: readonly string[];
  /** It holds a program, and nothing of what lay around it. */
  readonly alone?: true;
  /** More of the stage, before what the file itself says. */
  readonly lines?: readonly string[];
  /** Lines for the first stage, before one of its instructions. */
  readonly before?: { readonly instruction: BuildInstruction; readonly lines: readonly string[] };
}

/** Knows how one language is built in a first stage and run in a second. */
export interface Recipe {
  /** Names of official images; `dotnet` for Microsoft's. */
  readonly images: readonly string[];
  /** Programs that build: what they make beside the program is not needed when it runs. */
  readonly tools: ReadonlySet<string>;
  /** The second stage, or why nobody can be sure of it. */
  plan(shape: Shape): SecondStage | Message;
}

export function isReason(plan: SecondStage | Message): plan is Message {
  return 'template' in plan;
}
