import type { WorkspaceImages, WorkspaceImagesRequest } from '../../../protocol';
import type { Edge } from '../../edge';
import { inventoryOf } from './inventory';

export { imageAlternatives } from './alternatives';
export { editImages, updateWorkspace } from './edits';

/** Every image that the workspace names. */
export function workspaceImages(request: WorkspaceImagesRequest, edge: Edge, signal: AbortSignal): Promise<WorkspaceImages> {
  return inventoryOf(edge).list(request, signal);
}
