import { describe, expect, it } from 'vitest';
import { TextDocuments, type Connection } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { Configuration } from '../../server/src/lsp/configuration';
import { Contexts } from '../../server/src/lsp/contexts';
import { LocalIndex } from '../../server/src/lsp/local-index';
import { PolicyDocuments } from '../../server/src/lsp/policy-documents';
import type { Runtime } from '../../server/src/lsp/runtime';
import { Session } from '../../server/src/lsp/session';

const uri = 'file:///w/Dockerfile';
const policy = '/w/.plimsoll.yaml';

/** A disk and an editor whose answers come when the test lets them. */
function world(walked: readonly string[] = []) {
  const files = new Map<string, string>();
  const held = new Map<string, (() => void)[]>();
  const settings: ((value: object) => void)[] = [];
  const hold = new Set<string>();
  const runtime = {
    files: {
      readText: async (path: string) => {
        const text = files.get(path);
        if (hold.has(path)) await new Promise<void>(resolve => held.set(path, [...(held.get(path) ?? []), resolve]));
        return text;
      },
      walk: async function* () { yield* walked; },
    },
    clock: { now: () => 0, sleep: () => new Promise(() => undefined) },
    log: { warn: (text: string) => { throw new Error(text); } },
    localNames: { mayName: () => true, collect: (_path: string, text: string) => ({ built: new Set([text]), rewritten: new Set<string>() }) },
    machine: Promise.resolve({ keys: {}, problems: [] }),
    useTrustRoot: () => undefined,
    useNetwork: () => undefined,
    useStorage: () => undefined,
  } as unknown as Runtime;
  const session = new Session();
  session.trusted = true;
  session.configuration = true;
  session.setFolders(['file:///w']);
  const getConfiguration = () => new Promise<object>(resolve => settings.push(resolve));
  const configuration = new Configuration({ workspace: { getConfiguration } } as unknown as Connection, session, runtime);
  const names = new LocalIndex(runtime);
  const policies = new PolicyDocuments(new TextDocuments(TextDocument), runtime.files);
  return { contexts: new Contexts(session, runtime, { configuration, names, policies }), names, files, hold, held, settings };
}

describe('what applies to a document', () => {
  it('is not what was read for it before it was closed', async () => {
    const { contexts, files, hold, held, settings } = world();
    files.set(policy, 'version: 1\nrules: { tag-missing: error }\n');
    hold.add(policy);
    const before = contexts.of(uri);
    await expect.poll(() => settings.length).toBe(1);
    contexts.forget(uri);
    // Only now the editor answers, and the old policy is read for the document that was closed.
    settings[0]?.({});
    await expect.poll(() => held.get(policy)?.length).toBe(1);
    files.set(policy, 'version: 1\nrules: { tag-missing: off }\n');
    hold.clear();
    const after = contexts.of(uri);
    await expect.poll(() => settings.length).toBe(2);
    settings[1]?.({});
    expect((await after).context.policy.rules).toEqual({ 'tag-missing': 'off' });
    held.get(policy)?.[0]?.();
    expect((await before).context.policy.rules).toEqual({ 'tag-missing': 'error' });
  });
});

describe('the names that a workspace builds', () => {
  it('are those of the file as it was read last, also when an earlier reading takes longer', async () => {
    const path = '/w/compose.yaml';
    const { names, files, hold, held } = world(['compose.yaml']);
    files.set(path, 'old');
    hold.add(path);
    names.setFolders(['/w']);
    await expect.poll(() => held.get(path)?.length).toBe(1);
    files.set(path, 'new');
    hold.clear();
    await names.refresh(path);
    expect([...names.namesFor(uri.slice(7)).built]).toEqual(['new']);
    held.get(path)?.[0]?.();
    await names.wait(path, 1000);
    expect([...names.namesFor(uri.slice(7)).built]).toEqual(['new']);
  });
});
