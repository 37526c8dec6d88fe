import type { SignatureCheck, Verdict } from './verification';

/**
 * What a verification found out, as it is shown: in a panel, in a terminal, on the clipboard. All texts are in the user's
 * language, one visible line each; what others wrote among them is cleaned, but not yet escaped for any markup.
 */
export interface ReportPage {
  /** Normalised. */
  readonly reference: string;
  readonly verdict: Verdict;
  readonly tone: Tone;
  /** The verdict in words. */
  readonly headline: string;
  /** Why, in one sentence. */
  readonly reason: string;
  readonly fields: readonly ReportField[];
  readonly sections: readonly ReportSection[];
}

/** How a verdict is to be taken; never the only sign of it. */
export type Tone = 'good' | 'warning' | 'bad' | 'neutral';

export interface ReportSection {
  readonly title: string;
  /** The verdict about it, in words. */
  readonly summary?: string;
  readonly tone?: Tone;
  readonly fields: readonly ReportField[];
  readonly checks: readonly ReportCheck[];
  /** What belongs to it and is worth a line each at first. */
  readonly parts: readonly ReportSection[];
}

export interface ReportField {
  readonly label: string;
  readonly value: string;
  /** Where the value leads to: made by us, to one of the few hosts that `links.ts` names. */
  readonly link?: string;
  /** `code`: read character by character, as digests are. */
  readonly kind?: 'code';
}

export interface ReportCheck {
  readonly label: string;
  readonly outcome: SignatureCheck['outcome'];
  /** The outcome in a word, for those who see no signs. */
  readonly word: string;
  readonly reason?: string;
}
