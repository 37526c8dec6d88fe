import { EventEmitter, Uri, ViewColumn, window, workspace, type TextDocumentContentProvider } from 'vscode';

const mostReports = 50;

/** Read-only documents that exist in memory only. */
export class ReportView implements TextDocumentContentProvider {
  static readonly scheme = 'plimsoll-report';
  readonly #texts = new Map<string, string>();
  readonly #changed = new EventEmitter<Uri>();
  readonly onDidChange = this.#changed.event;

  provideTextDocumentContent(uri: Uri): string {
    return this.#texts.get(uri.path) ?? '';
  }

  /** Shows `text` under `title`; a report of the same title is replaced. `beside`: the editor that is active stays so. */
  async show(title: string, text: string, place: 'here' | 'beside' = 'here'): Promise<void> {
    const path = `/${title.replace(/[^\w.@-]+/g, '_').slice(0, 150)}.txt`;
    this.#texts.delete(path);
    this.#texts.set(path, text);
    if (this.#texts.size > mostReports) this.#texts.delete(this.#texts.keys().next().value as string);
    const uri = Uri.from({ scheme: ReportView.scheme, path });
    this.#changed.fire(uri);
    const where = place === 'beside' ? { viewColumn: ViewColumn.Beside, preserveFocus: true } : {};
    await window.showTextDocument(await workspace.openTextDocument(uri), { preview: true, ...where });
  }
}
