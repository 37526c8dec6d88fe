import type { Catalog } from '../catalog';
import type { DocumentInfo, ReadDocument } from '../core/document';
import type { Alternative, Facts } from '../core/facts';
import type { Finding } from '../core/finding';
import type { HostTrouble } from '../core/host-trouble';
import type { ImageUse } from '../core/image-use';
import type { KnownLocalNames } from '../core/local-names';
import type { Message } from '../core/message';
import type { IgnoreEntry, TrustPolicy } from '../core/policy';
import type { TextEdit } from '../core/range';
import type { ImageReference } from '../core/reference';
import type { TrustRootInfo, VerificationReport } from '../core/verification';
import type { CheckedSignature } from '../facts/signatures';
import type { Format, ImagePlace } from '../formats/format';
import type { PolicyEntry } from '../policy/trust-entry';
import type { VerificationRequest } from '../signatures/verifier';
import type { ActionOptions } from './action-options';
import type { BackgroundOptions } from './background-signatures';
import type { Tagging } from './tagging';
import type { Conversion, ConversionOptions } from './conversion';

/** What applies to one document. */
export interface DocumentContext extends KnownLocalNames {
  readonly policy: TrustPolicy;
  /** Path relative to the policy's root, with `/`: what `ignore[].path` is matched against. */
  readonly path: string;
  /** Absent outside of a workspace folder, and in a workspace that nobody trusts: its files cannot loosen anything. */
  readonly trustList?: TrustList;
}

/** The file that has the team's trust list, and what it may still say. */
export interface TrustList {
  /** Absolute: the policy file at the root, which may not be there yet. */
  readonly file: string;
  /** The file that decides where that one may not, for those who want to ask: relative to the root where it lies in it. */
  readonly decidedBy: string;
  /** The same of a rule, which may be switched off or have its findings hidden. */
  readonly ruleDecidedBy: (rule: Pick<Finding, 'rule' | 'concern'>) => string;
  /** What would apply to the document if the file had the entry. */
  readonly with: (entry: PolicyEntry) => TrustPolicy;
}


export interface Suppressed {
  readonly finding: Finding;
  /** `comment` in the document, `config` in .plimsoll.yaml. */
  readonly by: 'comment' | 'config';
  readonly reason?: string;
  readonly expires?: string;
}

export interface CheckResult {
  /** In document order. */
  readonly findings: readonly Finding[];
  readonly suppressed: readonly Suppressed[];
}

/**
 * `pin`: add the digest. `update`: replace it by what its tag stands for now. `add-tag`: the one that serves the digest. `swap`: an
 * image of another publisher. `replace`: what the same publisher serves instead. `pin-all`, `update-all`: of the document.
 * `exec-form`: of one instruction. `pull-always`: beside one image. `ignore-line`, `ignore-file`: hide findings.
 */
export type FixKind = 'pin' | 'update' | 'swap' | 'replace' | 'pin-all' | 'update-all' | 'add-tag' | 'exec-form' | 'pull-always' | 'ignore-line' | 'ignore-file';

/** One entry of the light bulb. Nothing is asked of the network until `resolveFix`. */
export interface Fix {
  readonly kind: FixKind;
  readonly title: Message;
  /** Rules whose findings it settles. */
  readonly rules: readonly string[];
  readonly use: ImageUse;
  /** What a swap or a replacement writes, before it is pinned. */
  readonly target?: ImageReference;
  /** Of an exec form: where the instruction begins; of a pull policy: where its word stands. */
  readonly at?: number;
  /** For an ignore: the rule. */
  readonly rule?: string;
  /** For an ignore: why, in the words of whoever asks for it. */
  readonly reason?: string;
  /** A pin that is made although the signature is not accepted: somebody saw that, and wants it all the same. */
  readonly unverified?: true;
  /** Exactly one safe answer. */
  readonly preferred: boolean;
  readonly disabled?: Message;
}

/** A reference that an action left as it was. */
export interface LeftAlone {
  readonly use: ImageUse;
  /**
   * `skipped`: nothing to do there (pinned, ignored, templated, local); `failed`: it was asked for and could not be done.
   */
  readonly kind: 'skipped' | 'failed';
  readonly reason: Message;
  /** A finding at the reference says the same. */
  readonly isFinding?: true;
}

export interface EditPlan {
  readonly edits: readonly TextEdit[];
  readonly changed: readonly { readonly use: ImageUse; readonly from: string; readonly to: string }[];
  readonly left: readonly LeftAlone[];
  /** What is to be said of what is changed. */
  readonly notes?: readonly { readonly use: ImageUse; readonly reason: Message }[];
}

export interface Offers {
  /** What they are for. */
  readonly use: ImageUse;
  readonly offered: readonly { readonly alternative: Alternative; /** What differs, what bites first. */ readonly text: Message; /** As much of it as fits into a menu. */ readonly short: Message }[];
  /** Known to do the job, and not accepted by the policy. */
  readonly rejected: readonly Alternative[];
}

export interface Explanation {
  readonly reference: ImageReference;
  readonly facts: Facts;
  /** True only where the trust policy itself accepts the image or its publisher. */
  readonly trusted: boolean;
}

/** `everything`: also what is attested; a verdict needs less. */
export type VerifyOptions = ActionOptions & Pick<VerificationRequest, 'depth'>;

/** The engine behind both edges. Knows neither LSP nor terminals; holds caches, and no document. */
export interface ImageService extends Tagging {
  /** Undefined when no format claims the document. Same `info.text` yields a cached answer. */
  read(info: DocumentInfo, policy: TrustPolicy): ReadDocument | undefined;
  /** As `read`, of a document that nobody looks at. */
  readOnce(info: DocumentInfo, policy: TrustPolicy): ReadDocument | undefined;
  /** The first screens of a long document, whose findings are findings of the whole; undefined for all others. */
  readStart(info: DocumentInfo, policy: TrustPolicy): ReadDocument | undefined;
  /** Findings from what is known now. Synchronous: no network, no disk. */
  check(document: ReadDocument, context: DocumentContext): CheckResult;
  /** Entries of the policy's `ignore` that hide something in the document, or may, once more is known of it. Synchronous. */
  ignoresNeededBy(document: ReadDocument, context: DocumentContext): readonly IgnoreEntry[];
  /** As long as it is the same text, `check` judges the same use in the same context the same way. */
  standing(): string;
  /** What is known now about a use of the document. Synchronous. */
  facts(use: ImageUse, document: ReadDocument, context: DocumentContext): Facts;
  /** Whether the catalog is loaded: until then, what it knows is pending. */
  isReady(): boolean;
  /** Loads the catalog. Never rejects: one that cannot be loaded leaves what it knows pending. */
  ready(): Promise<void>;
  /** Makes known what is kept about an image, asking no registry. Never rejects. */
  recall(reference: ImageReference): Promise<void>;
  /** Looks up what is missing, in the background. True when something became known. Never rejects. */
  lookUp(document: ReadDocument, context: DocumentContext, options: ActionOptions): Promise<boolean>;
  /** Registries that the document names and that are left alone for now. Synchronous. */
  troubles(document: ReadDocument, context: DocumentContext): readonly HostTrouble[];
  /** Looks up sizes and versions of one image and of what could take its place. True when something became known. Never rejects. */
  lookUpDetails(document: ReadDocument, use: ImageUse, context: DocumentContext, options: ActionOptions): Promise<boolean>;
  /** As `lookUpDetails`, for a reference without a document. */
  lookUpDetailsOf(reference: ImageReference, context: DocumentContext, options: ActionOptions): Promise<boolean>;
  /** What would take the place of a use, what differs then, and what the policy keeps from being offered. Synchronous. */
  offers(document: ReadDocument, use: ImageUse, context: DocumentContext): Offers;
  /** Fixes for the use at `offset`; what was found for that use already is not looked for again. Synchronous. */
  fixes(document: ReadDocument, offset: number, context: DocumentContext, found?: Offers): readonly Fix[];
  /** Those of them that put another image in the use's place: far sooner there than all. */
  swaps(document: ReadDocument, use: ImageUse, context: DocumentContext, found?: Offers): readonly Fix[];
  /** The edits of one fix; a plan without edits says in `left` why. Never rejects but for cancellation. */
  resolveFix(document: ReadDocument, fix: Fix, context: DocumentContext, options: ActionOptions): Promise<EditPlan>;
  /** Adds digests to every reference that has none. Never replaces one. */
  pinAll(document: ReadDocument, context: DocumentContext, options: ActionOptions): Promise<EditPlan>;
  /** Replaces digests by what their tags stand for now. Adds none; with `tags`, newer tags take the place of older ones. */
  updateAll(document: ReadDocument, context: DocumentContext, options: ActionOptions & { readonly tags?: boolean }): Promise<EditPlan>;
  /** The whole Dockerfile on hardened images, as far as that is certain. Never rejects but for cancellation. */
  convert(document: ReadDocument, context: DocumentContext, options: ConversionOptions): Promise<Conversion>;
  /** Whether a conversion may have something to do about this base. Synchronous, and never certain. */
  isConvertible(use: ImageUse, context: DocumentContext): boolean;
  /** The use whose text or site holds `offset`. */
  useAt(document: ReadDocument, offset: number): ImageUse | undefined;
  /** A page of the web about the image: https, of the registry that it names; undefined where that has none. */
  pageOf(reference: ImageReference): string | undefined;
  /** Where an image is named at `offset`, or is about to be. Synchronous, and quick: it is asked at every key. */
  placeAt(info: DocumentInfo, offset: number): (ImagePlace & { readonly format: string }) | undefined;
  /** Whether a file of this name may hold images at all. */
  isWorthReading(path: string): boolean;
  /** Reads and judges something short, so that all of that is loaded and compiled before the first document is there. */
  rehearse(): void;
  /** The format that reads a document. */
  formatOf(id: string): Format | undefined;
  /** Undefined until it is loaded (`ready`). */
  catalog(): Catalog | undefined;
  /** Compressed bytes of an image for the user's platform, where they are known without asking anybody. */
  sizeOf(reference: ImageReference): number | undefined;
  /** As `sizeOf`, asking the registry where that is not known. Never rejects. */
  lookUpSize(reference: ImageReference, options: ActionOptions): Promise<number | undefined>;
  explain(reference: ImageReference, context: DocumentContext): Explanation;
  /** Who must have signed; a message where that cannot be known, as with a key file that is missing. */
  verificationRequest(reference: ImageReference, policy: TrustPolicy): Promise<VerificationRequest | Message>;
  /** Always asks, and what comes out is a fact from then on. */
  verify(reference: ImageReference, policy: TrustPolicy, options: VerifyOptions): Promise<VerificationReport>;
  /** The verdict, asking only where it is not known. Rejects for cancellation only. */
  checkSignature(reference: ImageReference, policy: TrustPolicy, options: ActionOptions): Promise<CheckedSignature>;
  /** Verifies in the background what chosen publishers made and the document names. Never rejects. */
  verifyInBackground(document: ReadDocument, context: DocumentContext, options: BackgroundOptions): Promise<void>;
  /** Calls `listener` whenever a verification came to an end: findings may be others. */
  onVerified(listener: () => void): void;
  /** What the last verification believed; undefined while there was none. */
  trustRoot(): TrustRootInfo | undefined;
  /** Forgets what registries answered, in this session and in earlier ones; false where the disk could not be written to. Never rejects. */
  clearCache(): Promise<boolean>;
  /** Writes down what registries answered, before the process ends. Never rejects. */
  finish(): Promise<void>;
}
