import type { Message } from './message';
import { moved, type Range } from './range';
import { familiarReference, type ImageReference } from './reference';

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

/** One of several fields that spell a reference together. */
export interface SplitField extends Pick<Site, 'range' | 'raw'> {
  /** It stands in quotes, which stay. */
  readonly quoted: boolean;
}

/** A field that is not there yet: `before`, its value and `after` are written at `at`. */
export interface MissingField {
  readonly at: number;
  readonly before: string;
  readonly after: string;
  /** `before` and `after` bring its quotes. */
  readonly quoted?: true;
}

/** A reference that several fields spell together: Kustomize's `newName`, `newTag`, `digest`, a chart's `repository` and `tag`. */
export interface SplitReference {
  /** Absent where the repository names the registry too. */
  readonly registry?: SplitField;
  readonly repository: SplitField;
  /** Where another repository is written, if not in its own field: Kustomize's `name` says what is replaced. */
  readonly rename?: MissingField;
  readonly tag?: SplitField | MissingField;
  /** Absent where nobody would read it: then a digest stands behind the tag. */
  readonly digest?: SplitField | MissingField;
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
  /** Set where no single text is the reference; `range` and `site` are its repository. */
  readonly split?: SplitReference;
  /** It is written in place of other names: that the workspace rewrites a name says nothing about it. */
  readonly replaces?: true;
  /** What the manifest says beside it about when it is fetched: `Always`, `IfNotPresent`, `Never`. */
  readonly pullPolicy?: Pick<Site, 'range' | 'raw'>;
  /** What an earlier build left for this one: whose it is matters, and nobody pins what every build writes anew. */
  readonly cache?: true;
  /** Another document gives its tag: that there is none here does not mean `latest`. Nothing is asked of a registry then. */
  readonly tagElsewhere?: true;
}

/** What the use's site spells, as it is shown to people: the text itself, or what its fields mean together. */
export function spelling({ split, reference, site }: ImageUse): string {
  return split && reference ? familiarReference(reference) : site.raw;
}

/** The use in a text that has `by` characters more before it. */
export function movedUse(use: ImageUse, by: number): ImageUse {
  if (by === 0) return use;
  const { range, site, split, pullPolicy } = use;
  return {
    ...use,
    range: moved(range, by),
    site: { ...site, range: moved(site.range, by) },
    ...(split ? { split: movedSplit(split, by) } : {}),
    ...(pullPolicy ? { pullPolicy: { ...pullPolicy, range: moved(pullPolicy.range, by) } } : {}),
  };
}

function movedSplit({ registry, repository, rename, tag, digest }: SplitReference, by: number): SplitReference {
  return {
    ...(registry ? { registry: movedField(registry, by) } : {}),
    repository: movedField(repository, by),
    ...(rename ? { rename: movedField(rename, by) } : {}),
    ...(tag ? { tag: movedField(tag, by) } : {}),
    ...(digest ? { digest: movedField(digest, by) } : {}),
  };
}

function movedField<T extends SplitField | MissingField>(field: T, by: number): T {
  return 'range' in field ? { ...field, range: moved(field.range, by) } : { ...field, at: field.at + by };
}
