import { commands, EventEmitter, Uri, ViewColumn, window, type TextDocumentContentProvider } from 'vscode';
import type { ConvertedDocument } from '../../server/src/protocol';

const mostPreviews = 10;

/** Documents as they would be: shown beside what they are, and applied by a click. */
export class PreviewView implements TextDocumentContentProvider {
  static readonly scheme = 'plimsoll-preview';
  readonly #previews = new Map<string, ConvertedDocument>();
  readonly #changed = new EventEmitter<Uri>();
  readonly onDidChange = this.#changed.event;

  provideTextDocumentContent(uri: Uri): string {
    return this.#previews.get(uri.toString())?.text ?? '';
  }

  /** What a preview shows; undefined when it is none of ours. */
  of(uri: Uri | undefined): ConvertedDocument | undefined {
    return uri && this.#previews.get(uri.toString());
  }

  async show(original: Uri, conversion: ConvertedDocument, title: string): Promise<void> {
    const uri = Uri.from({ scheme: PreviewView.scheme, path: original.path, query: original.toString() });
    const key = uri.toString();
    this.#previews.delete(key);
    this.#previews.set(key, conversion);
    if (this.#previews.size > mostPreviews) this.#previews.delete(this.#previews.keys().next().value as string);
    this.#changed.fire(uri);
    await commands.executeCommand('vscode.diff', original, uri, title, { preview: true, viewColumn: ViewColumn.Active });
  }

  /** Closes what is left open of a preview that was applied. */
  async close(uri: Uri): Promise<void> {
    this.#previews.delete(uri.toString());
    const tabs = window.tabGroups.all.flatMap(({ tabs: all }) => all).filter(({ input }) => namesPreview(input, uri));
    if (tabs.length > 0) await window.tabGroups.close(tabs);
  }
}

function namesPreview(input: unknown, uri: Uri): boolean {
  if (typeof input !== 'object' || input === null || !('modified' in input)) return false;
  return input.modified instanceof Uri && input.modified.toString() === uri.toString();
}
