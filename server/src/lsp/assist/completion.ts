import type { CompletionItem, CompletionItemKind, CompletionItemTag, CompletionList } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Message } from '../../core/message';
import { completionsAt, type Completion } from '../../service/assist/completion';
import { aboutImage } from '../../service/assist/trusted-images';
import { wantedAt } from '../../service/assist/wanted';
import type { ImageService } from '../../service/image-service';
import { spanOf } from '../documents';
import type { EdgeParts } from '../edge-parts';
import { plain } from '../markdown';
import { askFor } from './asking';
import { shelfFor } from './shelf';

/** Module, value and variable of the protocol, whose library is not loaded here for three numbers. */
const kinds: Readonly<Record<Completion['kind'], CompletionItemKind>> = { image: 9, tag: 12, digest: 12, stage: 6 };
/** Struck out: nobody should begin with it. */
const outdated: CompletionItemTag = 1;
const isOutdated: ReadonlySet<string> = new Set(['deprecated', 'moved', 'end-of-life', 'no-longer-built']);

export interface CompletionPlace {
  readonly document: TextDocument;
  readonly offset: number;
  readonly place: NonNullable<ReturnType<ImageService['placeAt']>>;
}

/** Proposals for a place; the list is whole, unless there is more than one may send, or somebody has not answered yet. */
export async function completionsFor({ document, offset, place }: CompletionPlace, parts: EdgeParts): Promise<CompletionList> {
  const range = spanOf(document, place.range);
  const text = document.getText();
  const typed = { before: text.slice(place.range.start, offset), after: text.slice(offset, place.range.end) };
  const { uri } = document;
  const shelf = await shelfFor(uri, parts);
  if (!shelf || shelf.policy.disabledFormats.includes(place.format)) return { isIncomplete: !shelf, items: [] };
  const answered = await askFor(wantedAt(typed), uri, parts);
  const { completions, isCut } = completionsAt(place, typed, shelf, answered);
  const items = completions.map(({ label, kind, filter, ...said }, index): CompletionItem => ({
    label,
    kind: kinds[kind],
    sortText: String(index).padStart(5, '0'),
    textEdit: { range, newText: label },
    ...(filter === undefined ? {} : { filterText: filter }),
    ...detailOf(said, parts),
    ...(said.publisher === undefined ? {} : { data: uri }),
  }));
  return { isIncomplete: isCut || answered.isComing, items };
}

/** The publisher, and what speaks against the tag or the digest. */
function detailOf({ publisher, lifecycle, note }: Pick<Completion, 'publisher' | 'lifecycle' | 'note'>, { session }: EdgeParts): Pick<CompletionItem, 'detail' | 'tags'> {
  const say = (text: Message | undefined): string | undefined => text && plain(session.say(text));
  const parts = [publisher, say(lifecycle?.what), say(note)].filter(part => part !== undefined);
  if (parts.length === 0) return {};
  return { detail: parts.join(' · '), ...(lifecycle && isOutdated.has(lifecycle.state) ? { tags: [outdated] } : {}) };
}

/** What is worth knowing of the proposal that somebody looks at. */
export async function resolveCompletion(item: CompletionItem, parts: EdgeParts): Promise<CompletionItem> {
  const shelf = typeof item.data === 'string' ? await shelfFor(item.data, parts) : undefined;
  if (!shelf) return item;
  return { ...item, documentation: aboutImage(item.label, shelf).map(line => plain(parts.session.say(line))).join('\n') };
}
