import type { Command, InlayHint, InlayHintLabelPart } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { ReadDocument } from '../../core/document';
import { valueOf } from '../../core/fact';
import type { ImageUse } from '../../core/image-use';
import { message } from '../../core/message';
import type { Range } from '../../core/range';
import { commands } from '../../protocol';
import type { Situation } from '../contexts';
import type { EdgeParts } from '../edge-parts';
import { code, commandLink, escapeMarkdown, plain } from '../markdown';
import { verifyOffer } from '../verify-offer';
import { hintDetails, hintTexts } from './hint-text';

interface HintsQuestion {
  readonly document: TextDocument;
  readonly read: ReadDocument;
  readonly situation: Situation;
  /** With a digest each. */
  readonly uses: readonly ImageUse[];
  readonly within: Range;
}

/** One hint for each place that has a digest, where there is anything to say of it. */
export function hintsFor(question: HintsQuestion, parts: EdgeParts): InlayHint[] {
  const { document, within } = question;
  const hints = new Map<number, InlayHint>();
  for (const use of question.uses) {
    const offset = placeOf(use, document.getText());
    if (offset < within.start || offset > within.end || hints.has(offset)) continue;
    const hint = hintOf(use, question, parts);
    if (hint) hints.set(offset, { ...hint, position: document.positionAt(offset), paddingLeft: true });
  }
  return [...hints.values()];
}

function hintOf(use: ImageUse, { document, read, situation }: HintsQuestion, parts: EdgeParts): Omit<InlayHint, 'position'> | undefined {
  const { runtime, session } = parts;
  const facts = runtime.service.facts(use, read, situation.context);
  const digest = use.reference?.digest;
  if (digest === undefined || valueOf(facts.local) === true) return undefined;
  const now = runtime.clock.now();
  const texts = hintTexts(digest, facts, now).map(text => plain(session.say(text)));
  if (texts.length === 0) return undefined;
  const offer = verifyOffer(use, { ...parts, uri: document.uri, read, situation });
  const title = session.say(message('Verify signature'));
  const argument = offer && { reference: offer.reference, uri: offer.uri };
  const command = argument && { title, command: commands.verify, arguments: [argument] };
  const lines = hintDetails(digest, facts, now).map(text => escapeMarkdown(session.say(text)));
  const links = argument ? [commandLink(title, commands.verify, argument)] : [];
  return { label: labelOf(texts, command), tooltip: { kind: 'markdown', value: [code(digest), ...lines, ...links].join('\n\n') } };
}

/** A click on a part of it runs the command: the client shows that. */
function labelOf(texts: readonly string[], command: Command | undefined): InlayHintLabelPart[] {
  return texts.flatMap((value, index) => [...(index === 0 ? [] : [{ value: ' · ' }]), { value, ...(command ? { command } : {}) }]);
}

/** Behind the digest, and behind the quote that ends it. */
function placeOf({ reference, range, site, split }: ImageUse, text: string): number {
  const field = split?.digest && 'range' in split.digest ? split.digest.range : undefined;
  const digest = reference?.digest ?? '';
  const place = field ?? (text.slice(site.range.start, site.range.end).includes(digest) ? site.range : range);
  return /["']/.test(text[place.end] ?? '') ? place.end + 1 : place.end;
}
