import { describe, expect, it } from 'vitest';
import type { InitializeParams } from 'vscode-languageserver';
import { Session } from '../../server/src/lsp/session';

const params: InitializeParams = {
  processId: null,
  rootUri: null,
  capabilities: { workspace: { didChangeWatchedFiles: { dynamicRegistration: true } } },
  workspaceFolders: [{ uri: 'file:///shop', name: 'shop' }, { uri: 'vscode-vfs://github/acme/shop', name: 'shop' }],
};

function started(session: Session): Session {
  session.start(params);
  return session;
}

describe('A session in Node', () => {
  it('has the folders that are on the disk', () => {
    expect(started(new Session())).toMatchObject({ folders: ['/shop'], watchedFiles: true });
  });
});

describe('A session in a browser', () => {
  it('has no folder whose files it could read, or make anew', () => {
    expect(started(new Session({ hasDisk: false })).folders).toEqual([]);
  });

  it('watches no file', () => {
    expect(started(new Session({ hasDisk: false })).watchedFiles).toBe(false);
  });
});
