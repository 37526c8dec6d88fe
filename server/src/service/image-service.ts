import type { Consent } from '../core/consent';
import type { DocumentInfo, ReadDocument } from '../core/document';
import type { Facts } from '../core/facts';
import type { Finding } from '../core/finding';
import type { ImageUse } from '../core/image-use';
import type { Message } from '../core/message';
import type { TrustPolicy } from '../core/policy';
import type { CancelSignal } from '../core/ports';
import type { TextEdit } from '../core/range';
import type { ImageReference } from '../core/reference';
import type { VerificationReport } from '../core/verification';
import type { Conversion, ConversionOptions } from './conversion';

/** What applies to one document. */
export interface DocumentContext {
  readonly policy: TrustPolicy;
  /** Path relative to the policy's root, with `/`: what `ignore[].path` is matched against. */
  readonly path: string;
  /** Normalised full names (`docker.io/library/app`) that the workspace itself builds or rewrites. */
  readonly localNames: ReadonlySet<string>;
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
 * `pin`: add the digest. `swap`: an image of another publisher. `replace`: what the same publisher serves instead. `pin-all`: of
 * the document. `exec-form`: of one instruction. `ignore-line`: hide a finding.
 */
export type FixKind = 'pin' | 'swap' | 'replace' | 'pin-all' | 'exec-form' | 'ignore-line';

/** One entry of the light bulb. Nothing is asked of the network until `resolveFix`. */
export interface Fix {
  readonly kind: FixKind;
  readonly title: Message;
  /** Rules whose findings it settles. */
  readonly rules: readonly string[];
  readonly use: ImageUse;
  /** What a swap or a replacement writes, before it is pinned. */
  readonly target?: ImageReference;
  /** Of an exec form: where the instruction begins. */
  readonly at?: number;
  /** For an ignore: the rule. */
  readonly rule?: string;
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
}

export interface EditPlan {
  readonly edits: readonly TextEdit[];
  readonly changed: readonly { readonly use: ImageUse; readonly from: string; readonly to: string }[];
  readonly left: readonly LeftAlone[];
}

export interface Explanation {
  readonly reference: ImageReference;
  readonly facts: Facts;
  /** True only where the trust policy itself accepts the image or its publisher. */
  readonly trusted: boolean;
}

export interface ActionOptions {
  readonly consent: Consent;
  readonly signal?: CancelSignal;
  /** `cache`: what is known already, and no request. */
  readonly source?: 'network' | 'cache';
}

/** The engine behind both edges. Knows neither LSP nor terminals; holds caches, and no document. */
export interface ImageService {
  /** Undefined when no format claims the document. Same `info.text` yields a cached answer. */
  read(info: DocumentInfo, policy: TrustPolicy): ReadDocument | undefined;
  /** Findings from what is known now. Synchronous: no network, no disk. */
  check(document: ReadDocument, context: DocumentContext): CheckResult;
  /** What is known now about a use of the document. Synchronous. */
  facts(use: ImageUse, document: ReadDocument, context: DocumentContext): Facts;
  /** Whether the catalog is loaded: until then, what it knows is pending. */
  isReady(): boolean;
  /** Loads the catalog. Never rejects: one that cannot be loaded leaves what it knows pending. */
  ready(): Promise<void>;
  /** Looks up what is missing, in the background. True when something became known. Never rejects. */
  lookUp(document: ReadDocument, context: DocumentContext, options: ActionOptions): Promise<boolean>;
  /** Fixes for the use at `offset`. Synchronous. */
  fixes(document: ReadDocument, offset: number, context: DocumentContext): readonly Fix[];
  /** The edits of one fix; a plan without edits says in `left` why. Never rejects but for cancellation. */
  resolveFix(document: ReadDocument, fix: Fix, context: DocumentContext, options: ActionOptions): Promise<EditPlan>;
  /** Adds digests to every reference that has none. Never replaces one. */
  pinAll(document: ReadDocument, context: DocumentContext, options: ActionOptions): Promise<EditPlan>;
  /** The whole Dockerfile on hardened images, as far as that is certain. Never rejects but for cancellation. */
  convert(document: ReadDocument, context: DocumentContext, options: ConversionOptions): Promise<Conversion>;
  /** Whether a conversion may have something to do about this base. Synchronous, and never certain. */
  isConvertible(use: ImageUse, context: DocumentContext): boolean;
  /** The use whose text or site holds `offset`. */
  useAt(document: ReadDocument, offset: number): ImageUse | undefined;
  explain(reference: ImageReference, context: DocumentContext): Explanation;
  verify(reference: ImageReference, policy: TrustPolicy, options: ActionOptions): Promise<VerificationReport>;
}
