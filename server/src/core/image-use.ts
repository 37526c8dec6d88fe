import type { Message } from './message';
import { moved, type Range } from './range';
import type { ImageReference } from './reference';

/** The part that an image plays where it is named (contract: the `role` of `plimsoll images`). */
export type ImageRole =
  | 'base' | 'stage-copy' | 'mount' | 'syntax' | 'onbuild'
  | 'container' | 'init' | 'ephemeral' | 'volume' | 'service' | 'tool' | 'value';

/** Roles in which an image runs as it is. */
export const runningRoles: ReadonlySet<ImageRole> = new Set(['container', 'init', 'ephemeral', 'service', 'tool']);

/**
 * Why a use has no reference.
 * `invalid`: the text cannot be a reference, which is a finding. The others are silent:
 * `variable`: only a build argument or the environment fills it; `placeholder`: a template's hole;
 * `empty`: nothing is there yet.
 */
export interface Unresolved {
  readonly code: 'invalid' | 'variable' | 'placeholder' | 'empty';
  readonly message: Message;
}

/** A place that findings cover and fixes edit. */
export interface Site {
  readonly range: Range;
  /** The text in `range`, as the document has it. */
  readonly raw: string;
  /** Said beside the finding when it stands elsewhere than the use: e.g. "used by this FROM". */
  readonly related?: Message;
}

export interface BuildStage {
  readonly index: number;
  readonly name?: string;
  /** The last stage: what the built image is made of. */
  readonly final: boolean;
}

/** One place in a document that names an image. Ranges cover the reference's own text: no quotes, no `docker://`, no BOM. */
export interface ImageUse {
  /** Id of the format that read it. */
  readonly format: string;
  readonly role: ImageRole;
  readonly range: Range;
  /** The text in `range`. */
  readonly raw: string;
  /** What the text means once variables are expanded; null when it is not known or no reference. */
  readonly reference: ImageReference | null;
  /** Null exactly when `reference` is not. */
  readonly unresolved: Unresolved | null;
  /** Where findings stand and fixes are made: the use itself, or e.g. the default value of the ARG that supplies it. */
  readonly site: Site;
  /** Set when no edit can be made, with the reason that the light bulb shows. */
  readonly fixDisabled?: Message;
  /** The constant platform of the instruction (`--platform=linux/arm64`), when there is one. */
  readonly platform?: string;
  readonly stage?: BuildStage;
}

/** The use in a text that has `by` characters more before it. */
export function movedUse(use: ImageUse, by: number): ImageUse {
  return by === 0 ? use : { ...use, range: moved(use.range, by), site: { ...use.site, range: moved(use.site.range, by) } };
}
