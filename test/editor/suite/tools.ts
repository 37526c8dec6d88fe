import assert from 'node:assert/strict';
import { CancellationTokenSource, LanguageModelTextPart, lm } from 'vscode';

export const toolNames = ['list_container_images', 'resolve_image_digest', 'suggest_image_alternatives', 'verify_image_signature'].map(name => `plimsoll_${name}`);

/** Calls a tool as another extension may, outside of any chat. A window under test confirms what it is asked. */
export async function toolSays(name: string, input: object): Promise<string> {
  const { content } = await lm.invokeTool(`plimsoll_${name}`, { input, toolInvocationToken: undefined }, new CancellationTokenSource().token);
  const [part] = content;
  assert.ok(part instanceof LanguageModelTextPart);
  return part.value;
}

export async function json(name: string, input: object): Promise<Record<string, unknown>> {
  return JSON.parse(await toolSays(name, input)) as Record<string, unknown>;
}
