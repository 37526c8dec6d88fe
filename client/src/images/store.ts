import type { FileImages, WorkspaceImages } from '../../../server/src/protocol';

/** What was listed last, kept up with what the server says is different. */
export class ListedFiles {
  #byUri = new Map<string, FileImages>();
  #known: Pick<WorkspaceImages, 'listing' | 'turn'> | undefined;

  /** What the server need not send again. */
  get known(): Pick<WorkspaceImages, 'listing' | 'turn'> | undefined {
    return this.#known;
  }

  /** In the order of their places. */
  all(): readonly FileImages[] {
    return [...this.#byUri.values()].sort((a, b) => (a.uri < b.uri ? -1 : 1));
  }

  /** True when something is other than it was. */
  take({ listing, turn, isWhole, files, gone }: WorkspaceImages): boolean {
    if (isWhole) this.#byUri.clear();
    for (const uri of gone) this.#byUri.delete(uri);
    for (const file of files) this.#byUri.set(file.uri, file);
    this.#known = { listing, turn };
    return isWhole || files.length > 0 || gone.length > 0;
  }
}
