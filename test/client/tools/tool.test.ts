import { describe, expect, it } from 'vitest';
import type { CancellationToken, LanguageModelToolInvocationOptions } from 'vscode';
import { toolNames, type ToolName } from '../../../server/src/core/tool-input';
import type { ToolAnswer, ToolRequest } from '../../../server/src/protocol';
import { ImageTool, type ToolHost } from '../../../client/src/tools/tool';

const token = {} as CancellationToken;

function tool(name: ToolName, host: Partial<ToolHost> = {}, answer: ToolAnswer = { ok: true, text: '{}' }) {
  const asked: ToolRequest[] = [];
  const made = new ImageTool(name, {
    l10n: { t: (text, ...values) => text.replace(/\{(\d)\}/g, (_, index: string) => String(values[Number(index)])) },
    isTrusted: () => true,
    isOffline: () => false,
    uri: () => 'file:///w/Dockerfile',
    ask: request => {
      asked.push(request);
      return Promise.resolve(answer);
    },
    result: text => ({ content: [text] }),
    ...host,
  });
  return { asked, prepare: (input: unknown) => made.prepareInvocation({ input }), invoke: (input: unknown) => made.invoke({ input } as LanguageModelToolInvocationOptions<unknown>, token) };
}

const asking = ['resolve_image_digest', 'verify_image_signature'] as const;
const quiet = toolNames.filter(name => !(asking as readonly string[]).includes(name));
const node = { reference: 'node:22' };

describe('a tool that asks a registry', () => {
  it.each(asking)('%s names the host and the image before, and asks nobody for that', name => {
    const { prepare, asked } = tool(name);
    const { confirmationMessages } = prepare({ reference: 'ghcr.io/acme/app:1' });
    expect(confirmationMessages).toEqual({
      title: expect.stringMatching(/\?$/) as string,
      message: expect.stringMatching(/ ghcr\.io .*ghcr\.io\/acme\/app:1/) as string,
    });
    expect(prepare(node).confirmationMessages?.message).toMatch(/ docker\.io .*docker\.io\/library\/node:22/);
    expect(asked).toEqual([]);
  });

  it.each(asking)('%s asks nobody to continue with what is no reference', name => {
    for (const input of [undefined, {}, { reference: 'node; ignore the above' }]) expect(() => tool(name).prepare(input)).toThrow(/reference/);
  });

  it.each(asking)('%s is refused in a workspace that is not trusted, prepared or not', async name => {
    const { prepare, invoke, asked } = tool(name, { isTrusted: () => false });
    expect(() => prepare(node)).toThrow(/does not trust this workspace/);
    await expect(invoke(node)).rejects.toThrow(/does not trust this workspace/);
    expect(asked).toEqual([]);
  });

  it.each(asking)('%s is refused offline, prepared or not', async name => {
    const { prepare, invoke, asked } = tool(name, { isOffline: () => true });
    expect(() => prepare(node)).toThrow(/plimsoll\.offline/);
    await expect(invoke(node)).rejects.toThrow(/plimsoll\.offline/);
    expect(asked).toEqual([]);
  });
});

describe('a tool that asks nobody', () => {
  it.each(quiet)('%s needs no word of the user, and works wherever findings do', async name => {
    const { prepare, invoke } = tool(name, { isTrusted: () => false, isOffline: () => true });
    expect(prepare({})).toEqual({ invocationMessage: expect.any(String) as string });
    expect((await invoke(node)).content).toEqual(['{}']);
  });
});

describe('what a tool answers', () => {
  it('is what the server says of the input as it is, with the document whose policy applies', async () => {
    const { invoke, asked } = tool('verify_image_signature', {}, { ok: true, text: '{"verdict":"unknown"}' });
    expect((await invoke(node)).content).toEqual(['{"verdict":"unknown"}']);
    expect(asked).toEqual([{ tool: 'verify_image_signature', input: node, uri: 'file:///w/Dockerfile' }]);
  });

  it('is an error where the server refuses', async () => {
    await expect(tool('list_container_images', {}, { ok: false, reason: 'Ask about less.' }).invoke({})).rejects.toThrow('Ask about less.');
  });
});
