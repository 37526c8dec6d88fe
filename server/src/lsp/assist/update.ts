import { TextDocument } from 'vscode-languageserver-textdocument';
import { message } from '../../core/message';
import type { DocumentPlace, PlannedEdit, WorkspaceUpdate, WorkspaceUpdates } from '../../protocol';
import type { EditPlan } from '../../service/image-service';
import type { EdgeParts } from '../edge-parts';
import { plannedEdit, refusedEdit } from '../fixes';
import { plain } from '../markdown';
import { fileUri } from '../uris';

/** A larger workspace has its first files looked at. */
const mostFiles = 50_000;

/** "Update all digests in this file" was run. */
export async function updateAll({ uri }: DocumentPlace, parts: EdgeParts, signal: AbortSignal): Promise<PlannedEdit> {
  const document = parts.documents.get(uri);
  if (!document) return refusedEdit({ uri }, parts.session.say(message('No image references here')));
  const { version } = document;
  const plan = await planFor(document, parts, signal);
  if (!plan) return refusedEdit({ uri, version }, parts.session.say(message('No image references here')));
  const same = parts.documents.get(uri) === document && document.version === version;
  return same ? plannedEdit(failuresOnly(plan), document, parts.session) : refusedEdit({ uri, version }, parts.session.say(message('The document changed meanwhile: nothing was edited')));
}

/** What was never to be updated is no failure, also where nothing else is there. */
function failuresOnly(plan: EditPlan): EditPlan {
  return { ...plan, left: plan.left.filter(({ kind }) => kind === 'failed') };
}

/** "Update all digests in the workspace" was run: what would change in each file. Nothing is edited here. */
export async function updateWorkspace(parts: EdgeParts, signal: AbortSignal): Promise<WorkspaceUpdates> {
  const files: WorkspaceUpdate[] = [];
  const failed: string[] = [];
  const plans = (await pinningDocuments(parts, signal)).map(async ({ document, version, name }) => {
    const plan = await planFor(document, parts, signal);
    if (!parts.documents.get(document.uri)) parts.contexts.forget(document.uri);
    return plan && { document, version, name, plan };
  });
  for (const found of await Promise.all(plans)) {
    if (!found) continue;
    const { document, version, name, plan } = found;
    const { edits, failed: reasons } = plannedEdit(failuresOnly(plan), document, parts.session);
    failed.push(...reasons.map(reason => `${plain(name)}: ${reason}`));
    if (edits.length > 0) files.push({ uri: document.uri, version, edits: edits.map(edit => ({ ...edit, from: document.getText(edit.range) })) });
  }
  return { files, failed };
}

async function planFor(document: TextDocument, { contexts, runtime }: EdgeParts, signal: AbortSignal): Promise<EditPlan | undefined> {
  const situation = await contexts.of(document.uri);
  const read = contexts.read(document, situation);
  return read && runtime.service.updateAll(read, situation.context, { consent: await contexts.consent(situation, 'action'), signal });
}

interface Found {
  readonly document: TextDocument;
  /** Null: of the file on the disk. */
  readonly version: number | null;
  /** Its path in its folder. */
  readonly name: string;
}

/** The files of the workspace that hold a digest, as they are in the editor or else on the disk. */
async function pinningDocuments({ documents, runtime, session }: EdgeParts, signal: AbortSignal): Promise<readonly Found[]> {
  const found = new Map<string, Found>();
  let seen = 0;
  for (const folder of session.folders) {
    for await (const path of runtime.files.walk(folder, signal)) {
      if (signal.aborted || (seen += 1) > mostFiles) break;
      if (!runtime.service.isWorthReading(path)) continue;
      const uri = fileUri(`${folder}/${path}`);
      const open = documents.get(uri);
      // An editor's text has no byte order mark.
      const text = open?.getText() ?? (await runtime.files.readText(`${folder}/${path}`))?.replace(/^\uFEFF/, '');
      if (text !== undefined && /sha(?:256|512):/.test(text)) found.set(uri, { name: path, ...(open ? { document: open, version: open.version } : { document: TextDocument.create(uri, '', 0, text), version: null }) });
    }
  }
  if (seen > mostFiles) runtime.log.warn(plain(`update: only the first ${mostFiles} files were looked at`));
  return [...found.values()];
}
