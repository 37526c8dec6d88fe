import type { Surroundings } from '../../../core/document';
import type { ImageRole } from '../../../core/image-use';
import type { Dialect } from '../part';
import type { Expansion } from '../use';

/** Where a kind of YAML names an image. */
export interface YamlPlace {
  /** Keys from the root of a document: `services.*.image`, `steps[].uses`; `*` is any key, `[]` any item, `**` anything between. */
  readonly at: string;
  readonly role: ImageRole;
  /** Only texts that begin so name an image, and it is what follows: `docker://`. */
  readonly prefix?: string;
  /** The same where what stands before it is no fixed text: `NAME=docker-image://`. */
  readonly after?: RegExp;
  /** Texts that mean something else than an image. */
  readonly not?: RegExp;
  /** The text is a source of a build's cache, as BuildKit has it. */
  readonly cache?: true;
  /** Keys that `*` does not stand for. */
  readonly except?: ReadonlySet<string>;
  /** Where the document declares names of its own that may stand here instead of an image. */
  readonly namesAt?: string;
  /** Those names are known elsewhere too, so that lines may be read, of which one that declares a name may be broken. */
  readonly namesInLines?: boolean;
  /** Of these keys, one at least must stand at the root of the document. */
  readonly rootKeys?: readonly string[];
  /** What must stand beside it: `['type', 'image']`. */
  readonly beside?: readonly [key: string, value: string];
  /** A key that must not stand beside it: `build`. */
  readonly without?: string;
  /** The text is none of a reference but a document of its own, of the format with this id: a script, a Dockerfile. */
  readonly embeds?: string;
  /** Where the document has contexts of builds, whose names stand in that document instead of an image: keys, or `NAME=…` in a list. */
  readonly contextsAt?: string;
  /** In that document `$$` means a `$`, and what follows a single one is filled in before anybody reads it. */
  readonly dollars?: 'interpolated';
  /** What must be said of the language of such a text, where something is said. */
  readonly language?: Language;
}

export interface Language {
  /** The key beside it that tells. */
  readonly key: string;
  readonly is: RegExp;
  /** Where the document says what counts for all that say nothing themselves. */
  readonly defaultsAt?: readonly string[];
  /** Where nothing is said, it is another one. */
  readonly required?: true;
}

/** A kind of YAML that is known by where its images stand. */
export interface PlacesDialect {
  /** Of the format. */
  readonly id: string;
  readonly places: readonly YamlPlace[];
  /** A word of which one at least is in every document that names an image. */
  readonly words: RegExp;
  /** What variables in a text become; undefined for a text without any. Absent where a text with variables is never known. */
  readonly expand?: (text: string, around: Surroundings) => Expansion | undefined;
  /** All that surroundings have a say in, as one text; absent where they have none. */
  readonly dependsOn?: (around: Surroundings) => string;
  /** What several fields name together. */
  readonly readMore?: Dialect['readStructure'];
}
