import type { Position, SpanOfText } from './place';

// The images of a whole workspace: the tree, and what is done from it.

export interface WorkspaceImagesRequest {
  /** Files that may be others on the disk than they were. Absent: any may be. */
  readonly changed?: readonly string[];
  /** What the client has already: only what is different since is sent. */
  readonly known?: Pick<WorkspaceImages, 'listing' | 'turn'>;
}

export interface WorkspaceImages {
  /** Names the listing: turns of another one mean nothing. */
  readonly listing: string;
  readonly turn: number;
  /** All files that name images; otherwise those that are different since the turn that is known. */
  readonly isWhole: boolean;
  readonly files: readonly FileImages[];
  /** Of files that name no image any more. */
  readonly gone: readonly string[];
  /** There is more than was looked at: files, or images in them. */
  readonly limited?: 'files' | 'images';
}

export interface FileImages {
  readonly uri: string;
  /** Its path in its folder. */
  readonly name: string;
  readonly uses: readonly ListedUse[];
  readonly findings: readonly ListedFinding[];
}

/** One place that names an image. Texts of the document are clean lines. */
export interface ListedUse {
  readonly raw: string;
  readonly range: SpanOfText;
  /** Absent where nobody knows it, and `reason` says why in the user's language. */
  readonly reference?: ListedReference;
  readonly reason?: string;
  /** The workspace builds it. */
  readonly isLocal?: true;
  /** Its tag is known to serve another digest by now. */
  readonly isStale?: true;
  /** What an action may find to do here. */
  readonly actions: readonly ('pin' | 'update' | 'swap')[];
}

export interface ListedReference {
  /** Normalised: what requests name it by. */
  readonly full: string;
  /** Without tag and digest, as short as Docker's own tools write it. */
  readonly name: string;
  /** Of the digest, also where a comment beside it says so. */
  readonly tag?: string;
  readonly digest?: string;
}

export interface ListedFinding {
  readonly rule: string;
  readonly severity: 'error' | 'warning' | 'information';
  readonly message: string;
  readonly range: SpanOfText;
  /** Which of the file's uses it is about, where that is listed. */
  readonly use?: number;
}

/** Images of the workspace; what is absent narrows nothing. */
export interface ImagesRequest {
  /** As they were listed. */
  readonly references?: readonly string[];
  readonly uris?: readonly string[];
  /** Where the use begins, in the one document that is named. */
  readonly start?: Position;
}

export interface EditImagesRequest extends ImagesRequest {
  readonly kind: 'pin' | 'update' | 'swap';
  /** Of a swap: the complete reference of what takes the place. */
  readonly target?: string;
}

export interface ImageAlternative {
  readonly target: string;
  /** What will be different, in the user's language. */
  readonly title: string;
  /** For how many of the places it is offered. */
  readonly places: number;
}

export interface ImagesProgress {
  /** Files that were looked at. */
  readonly files: number;
}
