import type { ToolName } from '../../../core/tool-input';
import type { ToolAnswer, ToolRequest } from '../../../protocol';
import type { Edge } from '../../edge';
import { suggestAlternatives } from './alternatives';
import { refused } from './answer';
import { listImages } from './list';
import { resolveDigest } from './resolve';
import { verifySignature } from './verify';

type Tool = (request: ToolRequest, edge: Edge, signal: AbortSignal) => Promise<ToolAnswer>;

const tools: Readonly<Record<ToolName, Tool>> = {
  list_container_images: ({ input }, edge, signal) => listImages(input, edge, signal),
  resolve_image_digest: resolveDigest,
  suggest_image_alternatives: suggestAlternatives,
  verify_image_signature: verifySignature,
};

/** Answers a language model, in English whatever the user speaks. Nothing is ever edited. */
export async function askTool(request: ToolRequest, edge: Edge, signal: AbortSignal): Promise<ToolAnswer> {
  return Object.hasOwn(tools, request.tool) ? await tools[request.tool](request, edge, signal) : refused('There is no such tool.');
}
