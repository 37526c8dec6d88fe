import type { ReadDocument } from '../../../core/document';
import type { ImageUse } from '../../../core/image-use';
import { message } from '../../../core/message';
import { formatReference } from '../../../core/reference';
import type { EditImagesRequest, ImagesRequest, WorkspaceUpdate, WorkspaceUpdates } from '../../../protocol';
import type { ActionOptions } from '../../../service/action-options';
import { joinPlans } from '../../../service/edit';
import type { DocumentContext, EditPlan, ImageService } from '../../../service/image-service';
import { createRound } from '../../../service/round';
import { spanOf } from '../../documents';
import type { Edge } from '../../edge';
import { plannedEdit } from '../../fixes';
import { plain } from '../../markdown';
import { inventoryOf } from './inventory';
import { matchedImages, type Matched } from './matched';

interface Planned {
  readonly read: ReadDocument;
  readonly context: DocumentContext;
  readonly target: string | undefined;
  readonly options: ActionOptions;
}

type Planner = (service: ImageService, planned: Planned) => Promise<EditPlan>;

const planners: Readonly<Record<EditImagesRequest['kind'], Planner>> = {
  pin: (service, { read, context, options }) => service.pinAll(read, context, options),
  update: (service, { read, context, options }) => service.updateAll(read, context, options),
  swap: planSwaps,
};

/** An action was run for images of the workspace, which is consent for their hosts: what would change in each file. Nothing is edited here. */
export async function editImages(request: EditImagesRequest, edge: Edge, signal: AbortSignal): Promise<WorkspaceUpdates> {
  const { runtime, contexts } = edge;
  const planner = planners[request.kind];
  const matched = await matchedImages(request, edge, signal);
  // One for all files: a tag means the same digest in each of them.
  const round = createRound();
  const plans = matched.map(async (file): Promise<Done> => {
    const { situation, read } = file;
    const options = { consent: await contexts.consent(situation, 'action'), signal, round };
    return { file, plan: await planner(runtime.service, { read, context: situation.context, target: request.target, options }) };
  });
  return updatesOf(await Promise.all(plans), edge, limitOf(request, edge));
}

/** The image of the catalog that was chosen takes the place of each use that it is offered for. */
async function planSwaps(service: ImageService, { read, context, target, options }: Planned): Promise<EditPlan> {
  const fixes = onePerSite(read.uses).flatMap(use => service.swaps(read, use, context).find(fix => fix.target !== undefined && formatReference(fix.target) === target && !fix.disabled) ?? []);
  return joinPlans(await Promise.all(fixes.map(fix => service.resolveFix(read, fix, context, options))));
}

/** An ARG that two stages share is one place. */
export function onePerSite(uses: readonly ImageUse[]): readonly ImageUse[] {
  const sites = new Set<number>();
  return uses.filter(({ site }) => !sites.has(site.range.start) && sites.add(site.range.start));
}

interface Done {
  readonly file: Matched;
  readonly plan: EditPlan;
}

function updatesOf(done: readonly Done[], { session }: Edge, limited: readonly string[]): WorkspaceUpdates {
  const files: WorkspaceUpdate[] = [];
  const [failed, notes] = [new Said(), new Said()];
  for (const { file: { document, version, name }, plan } of done) {
    // What was never to be edited is no failure, also where nothing else is there.
    const planned = plannedEdit({ ...plan, left: plan.left.filter(({ kind }) => kind === 'failed') }, document, session);
    for (const reason of planned.failed) failed.add(name, reason);
    for (const note of planned.notes ?? []) notes.add(name, note);
    const edits = planned.edits.map(edit => ({ ...edit, from: document.getText(edit.range) }));
    const stands = plan.changed.map(({ use: { site } }) => ({ range: spanOf(document, site.range), text: document.getText(spanOf(document, site.range)) }));
    if (edits.length > 0) files.push({ uri: document.uri, version, edits, stands });
  }
  const say = ([name, ...others]: readonly string[], text: string): string =>
    others.length === 0 ? `${plain(name ?? '')}: ${text}` : session.say(message('{0} (and {1} more files): {2}', plain(name ?? ''), others.length, text));
  return { files, failed: [...failed.said(say), ...limited], notes: notes.said(say) };
}

/** What is said of the same reference in many files is said once. */
class Said {
  readonly #places = new Map<string, Set<string>>();

  add(name: string, text: string): void {
    this.#places.set(text, (this.#places.get(text) ?? new Set()).add(name));
  }

  said(say: (names: readonly string[], text: string) => string): string[] {
    return [...this.#places].map(([text, names]) => say([...names], text));
  }
}

/** Whoever asks for all must hear that it was not all. */
function limitOf({ uris }: ImagesRequest, edge: Edge): readonly string[] {
  return uris === undefined && inventoryOf(edge).isLimited ? [edge.session.say(message('The workspace is too large: only its first files were looked at'))] : [];
}

/** Everything whose tag is known, in the whole workspace. */
export function updateWorkspace(edge: Edge, signal: AbortSignal): Promise<WorkspaceUpdates> {
  return editImages({ kind: 'update' }, edge, signal);
}

