import { sameNames } from '../../../core/local-names';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { ReadDocument } from '../../../core/document';
import type { FileImages } from '../../../protocol';
import type { Situation } from '../../contexts';
import { documentInfo } from '../../documents';
import type { EdgeParts } from '../../edge-parts';
import { listedImages } from './listed';

type Parts = Pick<EdgeParts, 'documents' | 'session' | 'runtime' | 'contexts'>;

interface Place {
  /** Absolute. */
  readonly path: string;
  /** In its folder. */
  readonly name: string;
  readonly folder: string;
  readonly uri: string;
}

/** One document as it is now: what the editor has, else what the disk has. */
export interface Current {
  readonly document: TextDocument;
  /** Null: of the file on the disk. */
  readonly version: number | null;
}

/** Undefined: there is no such file any more. */
export async function currentOf({ path, uri }: Pick<Place, 'path' | 'uri'>, { documents, runtime }: Pick<Parts, 'documents' | 'runtime'>): Promise<Current | undefined> {
  const open = documents.get(uri);
  if (open) return { document: open, version: open.version };
  // An editor's text has no byte order mark.
  const text = (await runtime.files.readText(path))?.replace(/^\uFEFF/, '');
  return text === undefined ? undefined : { document: TextDocument.create(uri, '', 0, text), version: null };
}

/** What a file was judged by. */
interface Judged {
  readonly version: number | null;
  readonly situation: Situation;
  readonly standing: string;
}

/** What has to be done to a file before it can be listed. */
interface Task {
  readonly situation: Situation;
  /** The text, where it may be another one or was not kept; undefined: there is no such file. */
  readonly fresh?: { readonly current: Current | undefined };
}

/** One file that may name images, and what was found in it. */
export class Entry implements Place {
  readonly path: string;
  readonly name: string;
  readonly folder: string;
  readonly uri: string;
  /** What is on the disk may be another text. */
  mustRead = true;
  /** In which `images` became what they are. */
  turn = 0;
  #judged: Judged | undefined;
  /** While there is room for it; only where it names an image. */
  #kept: { readonly document: TextDocument; readonly read: ReadDocument } | undefined;
  #task: Task | undefined;
  #listed: { readonly images: FileImages; readonly text: string } | undefined;

  constructor({ path, name, folder, uri }: Place) {
    this.path = path;
    this.name = name;
    this.folder = folder;
    this.uri = uri;
  }

  get images(): FileImages | undefined {
    return this.#listed?.images;
  }

  /** Characters that are kept. */
  get size(): number {
    return this.#kept?.read.text.length ?? 0;
  }

  /** Finds out what there is to do, and reads the text where that needs it. */
  async prepare(parts: Parts): Promise<void> {
    const situation = await parts.contexts.ofFile(this.path, this.folder);
    const judged = this.#judged;
    const version = parts.documents.get(this.uri)?.version ?? null;
    const isSameText = !this.mustRead && judged?.version === version && isReadAlike(judged.situation, situation);
    if (!isSameText) {
      this.#task = { situation, fresh: { current: await currentOf(this, parts) } };
      return;
    }
    const isSame = judged.standing === parts.runtime.service.standing() && sameNames(judged.situation.context, situation.context);
    // What names no image is judged alike, whatever is known of images.
    if (isSame || !this.#listed) this.#task = undefined;
    else this.#task = { situation, ...(this.#kept ? {} : { fresh: { current: await currentOf(this, parts) } }) };
  }

  /** Judges it by what is known now. True when there is something else to list. */
  judge({ session, runtime }: Parts, isRoom: boolean): boolean {
    const task = this.#task;
    this.#task = undefined;
    if (!task) return false;
    const { situation, fresh } = task;
    if (fresh) {
      this.mustRead = false;
      this.#kept = fresh.current && readIn(fresh.current.document, situation, runtime);
    }
    const version = fresh ? (fresh.current?.version ?? null) : (this.#judged?.version ?? null);
    this.#judged = { version, situation, standing: runtime.service.standing() };
    const found = this.#kept && listedImages(this.#kept.document, this.#kept.read, situation, { session, runtime });
    if (!isRoom) this.#kept = undefined;
    return this.#list(found && { uri: this.uri, name: this.name, ...found });
  }

  /** Nothing of it is listed any more. True when there was something. */
  forget(): boolean {
    this.mustRead = true;
    this.#task = undefined;
    this.#kept = undefined;
    return this.#list(undefined);
  }

  #list(images: FileImages | undefined): boolean {
    const text = images === undefined ? '' : JSON.stringify(images);
    if (text === (this.#listed?.text ?? '')) return false;
    // Through the text: what was cut out of a document would keep all of it alive.
    this.#listed = images === undefined ? undefined : { images: JSON.parse(text) as FileImages, text };
    return true;
  }
}

/** The same text is read alike. */
function isReadAlike(a: Situation, b: Situation): boolean {
  return a.siblings === b.siblings && a.context.policy === b.context.policy;
}

/** Undefined where it names no image. */
function readIn(document: TextDocument, { context, siblings }: Situation, { service }: Parts['runtime']): { readonly document: TextDocument; readonly read: ReadDocument } | undefined {
  const read = service.readOnce(documentInfo(document, siblings), context.policy);
  return read && read.uses.length > 0 ? { document, read } : undefined;
}
