/**
 * What client and server say to each other beyond the language server protocol. Imports neither protocol package: the
 * client's and the server's libraries bring two versions of it.
 */

import type { FetchAnswer, FetchRequest } from './core/editor-fetch';
import type { ReportPage } from './core/report-page';
import type { ToolName } from './core/tool-input';

export type { FetchAnswer, FetchRequest };
export type {
  WorkspaceImagesRequest, WorkspaceImages, FileImages, ListedUse, ListedReference, ListedFinding, ImagesRequest, EditImagesRequest, ImageAlternative, ImagesProgress,
} from './protocol-images';
export type { ReportCheck, ReportField, ReportPage, ReportSection, Tone } from './core/report-page';

/** Requests, by method. */
export const requests = {
  /** FixRequest -> PlannedEdit. A fix was clicked. */
  resolveFix: 'plimsoll/resolveFix',
  /** DocumentPlace -> PlannedEdit. "Pin all" was run. */
  pinAll: 'plimsoll/pinAll',
  /** DocumentPlace -> PlannedEdit. "Update all" was run. */
  updateAll: 'plimsoll/updateAll',
  /** No parameters -> WorkspaceUpdates. "Update all in the workspace" was run. */
  updateWorkspace: 'plimsoll/updateWorkspace',
  /** WorkspaceImagesRequest -> WorkspaceImages: every image that a file of the workspace names. Asks no registry. */
  workspaceImages: 'plimsoll/workspaceImages',
  /** ImagesRequest -> ImageAlternative[]: what could take the place of images of the workspace. Asks no registry. */
  imageAlternatives: 'plimsoll/imageAlternatives',
  /** EditImagesRequest -> WorkspaceUpdates. "Pin", "Update" or "Replace" was run for images of the workspace. */
  editImages: 'plimsoll/editImages',
  /** DocumentPlace -> ImageAt[]: the images of a document. */
  images: 'plimsoll/images',
  /** DocumentPlace -> FixOffer[]: what the light bulb would offer at a place. */
  fixes: 'plimsoll/fixes',
  /** VerifyRequest -> VerifyAnswer. The command was run. */
  verify: 'plimsoll/verify',
  /** NameSignerRequest -> NameSignerAnswer. The step was clicked. */
  nameSigner: 'plimsoll/nameSigner',
  /** HideRequest -> NameSignerAnswer: the edit of the policy. A way to hide a finding was chosen. */
  hide: 'plimsoll/hide',
  /** DocumentPlace -> TrustedImage[]: what may be inserted, without tags. */
  trustedImages: 'plimsoll/trustedImages',
  /** TrustedTags -> TrustedImage[]: one of them under each of its tags. */
  trustedTags: 'plimsoll/trustedTags',
  /** TrustedTags -> string | null: the size of an image that somebody looks at in the list, once its registry said so. */
  trustedSize: 'plimsoll/trustedSize',
  /** InsertRequest -> PlannedEdit. One was chosen. */
  insertImage: 'plimsoll/insertImage',
  /** ConvertRequest -> ConvertAnswer. The command was run. */
  convert: 'plimsoll/convert',
  /** ToolRequest -> ToolAnswer. A language model called a tool, and the user let it. */
  askTool: 'plimsoll/askTool',
  /** Server to client, FetchRequest -> FetchAnswer: one exchange, made where the editor's proxies are. Kept out of every log. */
  fetch: 'plimsoll/fetch',
  /** No parameters -> boolean: whether it is done. The command was run. */
  clearCache: 'plimsoll/clearCache',
  /** RegistryLoginRequest -> string | null, server to client: a login that the client keeps, sealed so that nobody else can read it. */
  registryLogin: 'plimsoll/registryLogin',
  /** CheckLoginRequest -> CheckLoginAnswer. Somebody signed in. */
  checkLogin: 'plimsoll/checkLogin',
} as const;

/** Notifications, by method. */
export const notifications = {
  /** Client to server, no parameters: the user trusts the workspace from now on. */
  trustGranted: 'plimsoll/trustGranted',
  /** Client to server, VisibleDocuments. */
  visibleDocuments: 'plimsoll/visibleDocuments',
  /** Client to server, AllowHost: "Look up this host" was clicked. */
  allowHost: 'plimsoll/allowHost',
  /** Client to server, LoginsChanged: at the start, and whenever one of the logins that the client keeps may be another. */
  loginsChanged: 'plimsoll/loginsChanged',
  /** Client to server, Deferred: which findings of a document are not shown, because another tool marks the same. */
  deferred: 'plimsoll/deferred',
  /** Server to client, DocumentStatus. */
  status: 'plimsoll/status',
  /** Server to client, ImagesProgress: while `workspaceImages` is being answered. */
  imagesProgress: 'plimsoll/imagesProgress',
} as const;

/** Commands that the server names in code actions, hovers, hints and lenses, and the client registers. */
export const commands = {
  applyFix: 'plimsoll.applyFix',
  pinAll: 'plimsoll.pinAll',
  openRulePage: 'plimsoll.openRulePage',
  lookUpHost: 'plimsoll.lookUpHost',
  alwaysLookUpHost: 'plimsoll.alwaysLookUpHost',
  verify: 'plimsoll.verifyImage',
  replace: 'plimsoll.replaceImage',
  requestTrust: 'plimsoll.requestTrust',
  convert: 'plimsoll.convertDockerfile',
  signIn: 'plimsoll.signIn',
  ignore: 'plimsoll.ignore',
} as const;

/** The code action kind of "pin everything in this file". */
export const pinAllKind = 'source.pinImages.plimsoll';

/** The code action kind of "verify the signature": it fixes nothing and changes nothing. */
export const verifyKind = 'verify.plimsoll';

/** What our own client sends in `initializationOptions`; other clients send nothing, and get less. */
export interface InitializationOptions {
  readonly isTrusted?: boolean;
  /** Translations by English template. */
  readonly bundle?: Readonly<Record<string, string>>;
  /** The client registers `commands`: without them no command is offered. */
  readonly commands?: boolean;
  /** The client answers `plimsoll/fetch`. */
  readonly fetches?: boolean;
  /** Absolute path of a folder where the server may keep what it can get again. */
  readonly storage?: string;
}

/** The first message from a server that is a worker of a browser: from now on it hears those of the protocol. */
export const workerReady = 'plimsoll/ready';

/** The first message to such a server. */
export interface WorkerBeginning {
  /** URL of the folder of the bundles, with a slash at its end. */
  readonly bundles: string;
}

export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface SpanOfText {
  readonly start: Position;
  readonly end: Position;
}

export interface DocumentPlace {
  readonly uri: string;
  readonly position?: Position;
}

/** Names one entry of the light bulb; the server finds it again in the document as it is by then. */
export interface FixRequest {
  readonly uri: string;
  /** Of the document that the fix was offered for: another version refuses. */
  readonly version: number;
  /** UTF-16 units from the start of the document. */
  readonly offset: number;
  readonly kind: 'pin' | 'update' | 'swap' | 'replace' | 'pin-all' | 'update-all' | 'add-tag' | 'exec-form' | 'pull-always' | 'ignore-line' | 'ignore-file';
  /** Of a swap or a replacement: the complete reference of what takes the place. */
  readonly target?: string;
  /** Of an exec form: where the instruction begins; of a pull policy: where its word stands. */
  readonly at?: number;
  /** Of an ignore: the rule. */
  readonly rule?: string;
  /** Of an ignore: why, in the user's words. */
  readonly reason?: string;
  /** Of a pin: although the signature is not accepted. */
  readonly unverified?: true;
}

/** Names a way to hide a finding by the team's policy; the server finds it again in the document as it is by then. */
export interface HideRequest {
  readonly uri: string;
  /** Of the document that the way was offered for: another version refuses. */
  readonly version: number;
  /** Of the image, in UTF-16 units from the start of the document. */
  readonly offset: number;
  readonly rule: string;
  /** By an entry for its image, or by switching its rule off. */
  readonly hiding: 'image' | 'rule';
  /** In the user's words. */
  readonly reason?: string;
}

/** A way to hide findings, or to learn about their rule: what `plimsoll.ignore` takes a list of. */
export type IgnoreChoice = { readonly title: string } & (
  | { readonly kind: 'document'; readonly fix: FixRequest }
  | { readonly kind: 'policy'; readonly hide: HideRequest }
  | { readonly kind: 'request'; readonly request: TrustRequest }
  | { readonly kind: 'page'; readonly rule: string }
);

export interface PlannedEdit {
  readonly uri: string;
  /** The edits fit this version of the document and no other. */
  readonly version: number;
  readonly edits: readonly { readonly range: SpanOfText; readonly newText: string }[];
  /** How many references change. */
  readonly changed: number;
  /** Why references that were asked for stay as they are, in the user's language. */
  readonly failed: readonly string[];
  /** Findings say the same of all that failed: nothing needs to pop up. */
  readonly isFound?: boolean;
  /** What is to be said of those that change. */
  readonly notes?: readonly string[];
}

/** What an action on the workspace would change, file by file. */
export interface WorkspaceUpdates {
  readonly files: readonly WorkspaceUpdate[];
  /** Why references that were asked for stay as they are, in the user's language. */
  readonly failed: readonly string[];
  /** What is to be said of those that change. */
  readonly notes?: readonly string[];
}

export interface WorkspaceUpdate {
  readonly uri: string;
  /** The edits fit this version of the document; null: the file on the disk, which no editor has open. */
  readonly version: number | null;
  /** `from`: what must stand there, or nothing is edited. */
  readonly edits: readonly { readonly range: SpanOfText; readonly newText: string; readonly from: string }[];
  /** References that change, which must stand there likewise: an insertion replaces nothing that could be compared. */
  readonly stands: readonly { readonly range: SpanOfText; readonly text: string }[];
}

export interface FixOffer {
  readonly title: string;
  /** Absent: it can be done. */
  readonly disabled?: string;
  readonly request: FixRequest;
}

export interface ImageAt {
  /** Normalised. */
  readonly reference: string;
  /** As the document has it. */
  readonly raw: string;
  readonly range: SpanOfText;
  /** The position asked about is inside. */
  readonly current: boolean;
}

/** An image of the catalog that the policy accepts. */
export interface TrustedImage {
  /** As it is written. */
  readonly reference: string;
  /** The publisher's name. */
  readonly publisher: string;
  /** Who it runs as, what is in it, and on what terms it is there: in the user's language. */
  readonly about: string;
  /** To pull for the user's platform, as people read it; absent where nobody knows. */
  readonly size?: string;
}

export interface TrustedTags {
  /** Of the document that it is for. */
  readonly uri: string;
  /** As `trustedImages` gave it. */
  readonly image: string;
}

export interface InsertRequest {
  readonly uri: string;
  readonly version: number;
  readonly position: Position;
  readonly reference: string;
}

export interface VerifyRequest {
  readonly reference: string;
  /** Whose policy says who may sign. */
  readonly uri?: string;
}

export type VerifyAnswer =
  | { readonly ok: true; readonly report: VerifyReport }
  | { readonly ok: false; readonly reason: string };

/** What a verification found out, in the user's language, in every form that it is wanted in. */
export interface VerifyReport {
  /** Normalised. */
  readonly reference: string;
  /** Whose policy said who may sign. */
  readonly uri?: string;
  /** Others' words in it are clean lines, and still to be escaped for any markup. */
  readonly page: ReportPage;
  /** To copy. */
  readonly text: string;
  /** To copy: what the command line prints. */
  readonly json: string;
  /** The same question for other tools, quoted for a POSIX shell. */
  readonly commands: readonly string[];
  /** What to do next, at most three, the best first. */
  readonly steps: readonly VerifyStep[];
}

export type VerifyStep = { readonly title: string } & (
  | { readonly kind: 'fix'; readonly fix: FixRequest }
  | { readonly kind: 'name-signer'; readonly request: NameSignerRequest }
  | { readonly kind: 'request-trust'; readonly request: TrustRequest }
  | { readonly kind: 'look-up-host'; readonly host: string }
  | { readonly kind: 'copy'; readonly text: string }
  | { readonly kind: 'retry' }
);

export interface NameSignerRequest {
  /** Of the document whose policy is to name the signer. */
  readonly uri: string;
  readonly reference: string;
  readonly issuer: string;
  readonly identity: string;
}

export type NameSignerAnswer =
  | {
    readonly ok: true;
    /** Of the policy file. */
    readonly uri: string;
    /** The edits fit this version; null: of the file on the disk, which no editor has open; `new`: there is none yet. */
    readonly version: number | null | 'new';
    readonly edits: readonly { readonly range: SpanOfText; readonly newText: string }[];
  }
  | { readonly ok: false; readonly reason: string };

/** What "Request trust" copies, in the user's language. */
export interface TrustRequest {
  readonly text: string;
  /** Whom the policy says to ask. */
  readonly contact?: string;
}

export interface ConvertRequest {
  readonly uri: string;
  /** Only images of this publisher. */
  readonly to?: 'chainguard' | 'distroless' | 'docker-hardened' | 'docker-official';
}

/** A whole Dockerfile on hardened images, to look at and then to apply. Its sentences are in the user's language. */
export type ConvertAnswer =
  | { readonly ok: true; readonly conversion: ConvertedDocument }
  | { readonly ok: false; readonly reason: string };

export interface ConvertedDocument {
  readonly uri: string;
  /** The edits fit this version of the document and no other. */
  readonly version: number;
  /** The document as it will be. */
  readonly text: string;
  readonly edits: readonly { readonly range: SpanOfText; readonly newText: string }[];
  /** `line` counts from 1, in the document as it was. */
  readonly changes: readonly { readonly line: number; readonly from: string; readonly to: string; readonly differences: readonly string[] }[];
  readonly left: readonly { readonly line: number; readonly reference: string; readonly failed: boolean; readonly reason: string }[];
}

export interface ToolRequest {
  readonly tool: ToolName;
  /** As the model wrote it. */
  readonly input: unknown;
  /** Whose policy and settings apply. */
  readonly uri?: string;
}

/** For the model, in English. */
export type ToolAnswer =
  | { readonly ok: true; /** JSON. */ readonly text: string }
  | { readonly ok: false; readonly reason: string };

export interface Deferred {
  readonly uri: string;
  readonly findings: readonly { readonly rule: string; readonly range: SpanOfText }[];
}

export interface VisibleDocuments {
  readonly uris: readonly string[];
}

export interface AllowHost {
  readonly host: string;
}

export interface LoginsChanged {
  /** The registries that the client keeps a login for: `host` or `host:port`, Docker Hub as `docker.io`. */
  readonly registries: readonly string[];
}

export interface RegistryLoginRequest {
  readonly registry: string;
  /** Public key of the server (P-256, base64) that the login is sealed with. */
  readonly key: string;
}

/** What is sealed. */
export interface RegistryLogin {
  readonly username: string;
  readonly password: string;
}

export interface CheckLoginRequest {
  readonly registry: string;
}

export type CheckLoginAnswer =
  | { readonly ok: true }
  /** In the user's language; `refused`: by the registry, not because it could not be asked. */
  | { readonly ok: false; readonly refused: boolean; readonly reason: string };

/** One line about a document for the language status item. */
export interface DocumentStatus {
  readonly uri: string;
  readonly text: string;
  readonly detail: string;
  readonly busy: boolean;
  readonly severity: 'information' | 'warning';
}
