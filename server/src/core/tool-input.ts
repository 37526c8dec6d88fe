import { render } from './message';
import { describeProblem } from './reference-problem';
import { parseReference, type ImageReference } from './reference';

/** What a language model may ask, by the names that it knows. */
export const toolNames = ['list_container_images', 'resolve_image_digest', 'suggest_image_alternatives', 'verify_image_signature'] as const;
export type ToolName = (typeof toolNames)[number];

/** The ones that ask a registry: the user is asked before. */
const asking: readonly ToolName[] = ['resolve_image_digest', 'verify_image_signature'];

export function asksRegistry(tool: ToolName): boolean {
  return asking.includes(tool);
}

/** For the model, wherever nobody may be asked. */
export const refusals = {
  untrusted: 'The user does not trust this workspace, so no registry may be asked from it. Do not try again; tell the user that trusting the workspace would allow it.',
  offline: 'The user switched look-ups off (setting plimsoll.offline), so no registry may be asked. Do not try again; tell the user.',
} as const;

/** More than the longest host, repository, tag and digest make together. */
const longestReference = 800;
/** What file systems allow. */
const longestPath = 4096;

/** An input as far as a tool understands it, or why it does not: in English, for the model. */
export type ToolInput<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string };

/** Whatever a model was made to say is a stranger's text: one reference by itself and nothing else. */
export function referenceInput(input: unknown): ToolInput<ImageReference> {
  const text = fieldOf(input, 'reference');
  if (typeof text !== 'string' || text === '') return refused('The input must have "reference": one image reference, such as "docker.io/library/node:22".');
  if (text.length > longestReference) return refused(`The reference is longer than ${longestReference} characters.`);
  const parsed = parseReference(text);
  if (!parsed.ok) return refused(`${render(describeProblem(parsed.problem))} Give one complete reference: no variable, no scheme, no blank.`);
  const { reference } = parsed;
  if (reference.registry === 'docker.io' && reference.repository === 'library/scratch') return refused('"scratch" is an empty base and no image: no registry has it.');
  return { ok: true, value: reference };
}

/** Undefined: all files. The name is looked for among files that are listed anyway; no path is ever opened. */
export function fileInput(input: unknown): ToolInput<string | undefined> {
  const text = fieldOf(input, 'file');
  if (text === undefined || text === null || text === '') return { ok: true, value: undefined };
  if (typeof text !== 'string' || text.length > longestPath) return refused('"file" must be the path of one file, relative to its workspace folder.');
  const path = text.replaceAll('\\', '/').replace(/^(?:\.\/)+/, '');
  const isOutside = path.startsWith('/') || /^[A-Za-z][A-Za-z+.-]*:/.test(path) || path.split('/').includes('..');
  return isOutside ? refused('"file" must be a path inside the workspace, relative to its folder: no absolute path, no URI and no "..".') : { ok: true, value: path };
}

function fieldOf(input: unknown, name: string): unknown {
  return typeof input === 'object' && input !== null && Object.hasOwn(input, name) ? (input as Record<string, unknown>)[name] : undefined;
}

function refused(reason: string): { readonly ok: false; readonly reason: string } {
  return { ok: false, reason };
}
