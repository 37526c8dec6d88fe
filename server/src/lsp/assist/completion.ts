import type { CompletionItem, CompletionItemKind, CompletionList } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { completionsAt, type Completion } from '../../service/assist/completion';
import { aboutImage } from '../../service/assist/trusted-images';
import type { ImageService } from '../../service/image-service';
import { spanOf } from '../documents';
import type { EdgeParts } from '../edge-parts';
import { plain } from '../markdown';
import { shelfFor } from './shelf';

/** Module, value and variable of the protocol, whose library is not loaded here for three numbers. */
const kinds: Readonly<Record<Completion['kind'], CompletionItemKind>> = { image: 9, tag: 12, stage: 6 };

export interface CompletionPlace {
  readonly document: TextDocument;
  readonly offset: number;
  readonly place: NonNullable<ReturnType<ImageService['placeAt']>>;
}

/** Proposals for a place; the list is whole, unless the catalog could not be loaded. */
export async function completionsFor({ document, offset, place }: CompletionPlace, parts: EdgeParts): Promise<CompletionList> {
  const range = spanOf(document, place.range);
  const typed = document.getText().slice(place.range.start, offset);
  const { uri } = document;
  const shelf = await shelfFor(uri, parts);
  const isRead = shelf && !shelf.policy.disabledFormats.includes(place.format);
  const found = isRead ? completionsAt(place, typed, shelf) : [];
  const items = found.map(({ label, kind, publisher, filter }, index): CompletionItem => ({
    label,
    kind: kinds[kind],
    sortText: String(index).padStart(5, '0'),
    textEdit: { range, newText: label },
    ...(filter === undefined ? {} : { filterText: filter }),
    ...(publisher === undefined ? {} : { detail: publisher, data: uri }),
  }));
  return { isIncomplete: !shelf, items };
}

/** What is worth knowing of the proposal that somebody looks at. */
export async function resolveCompletion(item: CompletionItem, parts: EdgeParts): Promise<CompletionItem> {
  const shelf = typeof item.data === 'string' ? await shelfFor(item.data, parts) : undefined;
  if (!shelf) return item;
  return { ...item, documentation: aboutImage(item.label, shelf).map(line => plain(parts.session.say(line))).join('\n') };
}
