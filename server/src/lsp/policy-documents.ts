import type { TextDocuments } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { FilesPort } from '../core/ports';
import { isPolicyFile, policyProblems, type PolicyTexts } from '../service/policies';
import { fileUri, filePath } from './uris';

/** Milliseconds without typing in a policy file before what it says is applied. */
const typingPause = 150;

/**
 * Policy files as the editor has them: one that is open counts as it stands there, saved or not, so that an edit shows at once
 * what it does. While it has a mistake, which it has most of the time that somebody types in it, the one on the disk counts.
 */
export class PolicyDocuments implements PolicyTexts {
  readonly #documents: TextDocuments<TextDocument>;
  readonly #files: FilesPort;
  #timer: NodeJS.Timeout | undefined;
  /** Called when what some policy says may be another. */
  onChange: () => void = () => undefined;

  constructor(documents: TextDocuments<TextDocument>, files: FilesPort) {
    this.#documents = documents;
    this.#files = files;
  }

  async readText(path: string): Promise<string | undefined> {
    const text = this.#open(path)?.getText();
    return text !== undefined && policyProblems(text, path).length === 0 ? text : this.#files.readText(path);
  }

  /** The document to edit: the open one, else the one on the disk, without a version; undefined where there is none yet. */
  async at(path: string): Promise<{ readonly document: TextDocument; readonly version: number | null } | undefined> {
    const open = this.#open(path);
    if (open) return { document: open, version: open.version };
    const text = await this.#files.readText(path);
    return text === undefined ? undefined : { document: TextDocument.create(fileUri(path), 'yaml', 0, text), version: null };
  }

  /** A document was opened, edited or closed. */
  touched(uri: string): void {
    if (!isPolicyFile(filePath(uri) ?? '')) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.onChange(), typingPause);
  }

  #open(path: string): TextDocument | undefined {
    return isPolicyFile(path) ? this.#documents.all().find(({ uri }) => filePath(uri) === path) : undefined;
  }
}
