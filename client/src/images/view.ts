import { CancellationTokenSource, commands, EventEmitter, l10n, window, workspace, type Disposable, type TreeDataProvider, type TreeItem, type TreeView } from 'vscode';
import { notifications, requests, type ImagesProgress, type WorkspaceImages, type WorkspaceImagesRequest } from '../../../server/src/protocol';
import { State } from '../client-values';
import type { Extension } from '../types';
import { Changes } from './changes';
import { groupers } from './group';
import { treeItem } from './item';
import { groupings, matching, placesOf, type Grouping, type Node } from './nodes';
import { OpenNodes } from './open-nodes';
import { ListedFiles } from './store';

const viewId = 'plimsoll.images';
const groupingKey = 'plimsoll.images.groupBy';
/** Milliseconds after something changed: what comes in a row is listed once. */
const pause = 700;
/** Milliseconds after which a listing can be stopped: a quicker one would only make the buttons flicker. */
const patience = 400;

/** What there is to see where no image is. */
type Emptiness = 'reading' | 'stopped' | 'failed' | 'nothing' | 'filtered' | 'listed';

/** The tree of every image in the workspace. It asks the server while somebody looks at it, and never the network. */
export class ImagesView implements TreeDataProvider<Node>, Disposable {
  readonly #extension: Extension;
  readonly #tree: TreeView<Node>;
  readonly #files = new ListedFiles();
  readonly #open: OpenNodes;
  readonly #changed = new EventEmitter<Node | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #disposables: Disposable[];
  #changes: Changes | undefined;
  #timer: NodeJS.Timeout | undefined;
  #listing: Promise<void> | undefined;
  #source: CancellationTokenSource | undefined;
  #isStale = true;
  #limited: WorkspaceImages['limited'];
  #grouping: Grouping;
  #filter = '';
  #roots: readonly Node[] = [];

  constructor(extension: Extension) {
    this.#extension = extension;
    const { workspaceState } = extension.context;
    this.#grouping = groupings.find(each => each === workspaceState.get(groupingKey)) ?? 'image';
    this.#open = new OpenNodes(workspaceState);
    this.#tree = window.createTreeView<Node>(viewId, { treeDataProvider: this, showCollapseAll: true, canSelectMany: true });
    this.#disposables = [
      this.#tree, this.#changed,
      this.#tree.onDidChangeVisibility(() => this.#seen()),
      this.#tree.onDidExpandElement(({ element }) => this.#open.add(element.id)),
      this.#tree.onDidCollapseElement(({ element }) => this.#open.delete(element.id)),
      extension.client.onNotification(notifications.imagesProgress, ({ files }: ImagesProgress) => this.#progress(files)),
    ];
    this.#tell('groupBy', this.#grouping);
    this.#show('reading');
    this.#seen();
  }

  get roots(): readonly Node[] {
    return this.#roots;
  }

  get filter(): string {
    return this.#filter;
  }

  getTreeItem(node: Node): TreeItem {
    return treeItem(node, this.#open.has(node.id));
  }

  getChildren(node?: Node): Node[] {
    return [...(node?.children ?? this.#roots)];
  }

  groupBy(grouping: Grouping): void {
    this.#grouping = grouping;
    void this.#extension.context.workspaceState.update(groupingKey, grouping);
    this.#tell('groupBy', grouping);
    this.#draw();
  }

  narrow(filter: string): void {
    this.#filter = filter.trim();
    this.#tell('filtered', this.#filter !== '');
    this.#draw();
  }

  /** Looks at every file again, whatever was said to have changed. */
  async refresh(): Promise<void> {
    this.#changes?.forget();
    await this.list();
  }

  stop(): void {
    this.#source?.cancel();
  }

  /** Resolves when what is there now is listed. */
  async list(): Promise<void> {
    clearTimeout(this.#timer);
    this.#isStale = true;
    // Whatever began before may have looked at a file that changed since.
    while (this.#listing) await this.#listing;
    if (!this.#isStale) return;
    this.#listing = this.#list().finally(() => (this.#listing = undefined));
    await this.#listing;
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#source?.cancel();
    for (const disposable of [...this.#disposables, ...(this.#changes ? [this.#changes] : [])]) disposable.dispose();
  }

  #seen(): void {
    if (!this.#tree.visible) return;
    this.#changes ??= new Changes(this.#extension.client, () => this.#noticed());
    if (this.#isStale) void this.list();
  }

  #noticed(): void {
    this.#isStale = true;
    if (!this.#tree.visible) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.list(), pause);
  }

  async #list(): Promise<void> {
    const { client, output } = this.#extension;
    if (client.state !== State.Running) return;
    this.#isStale = false;
    const { known } = this.#files;
    const changed = this.#changes?.take();
    const request: WorkspaceImagesRequest = { ...(changed ? { changed } : {}), ...(known ? { known } : {}) };
    const source = new CancellationTokenSource();
    this.#source = source;
    const busy = setTimeout(() => this.#tell('busy', true), patience);
    try {
      const asked = client.sendRequest<WorkspaceImages>(requests.workspaceImages, request, source.token);
      const answer = await window.withProgress({ location: { viewId } }, () => asked);
      if (answer.listing === '') throw new Error('no listing');
      const isNew = this.#files.take(answer) || answer.limited !== this.#limited;
      this.#limited = answer.limited;
      if (isNew) this.#draw();
      else this.#say();
    } catch (error) {
      this.#changes?.forget();
      if (!source.token.isCancellationRequested) output.error(`images: ${String(error)}`);
      if (!known) this.#show(source.token.isCancellationRequested ? 'stopped' : 'failed');
      this.#say();
    } finally {
      clearTimeout(busy);
      this.#tell('busy', false);
      source.dispose();
      this.#source = undefined;
    }
  }

  #draw(): void {
    const all = placesOf(this.#files.all());
    const places = matching(all, this.#filter);
    this.#roots = groupers[this.#grouping](places, l10n);
    this.#show(this.#roots.length > 0 ? 'listed' : all.length === 0 ? 'nothing' : 'filtered');
    this.#say();
    this.#changed.fire(undefined);
  }

  /** What applies to the whole tree, above it. */
  #say(): void {
    const texts = [
      ...(this.#filter === '' ? [] : [l10n.t('Filter: {0}', this.#filter)]),
      ...(this.#limited ? [l10n.t('The workspace is too large: only its first images are listed')] : []),
      ...(workspace.isTrusted || this.#roots.length === 0 ? [] : [l10n.t('Restricted Mode: no registry is asked')]),
    ];
    this.#tree.message = texts.join(' · ');
  }

  #progress(files: number): void {
    if (this.#roots.length === 0) this.#tree.message = l10n.t('{0} files looked at', files);
  }

  #show(emptiness: Emptiness): void {
    this.#tell('state', emptiness);
  }

  #tell(key: string, value: unknown): void {
    void commands.executeCommand('setContext', `${viewId}.${key}`, value);
  }
}
