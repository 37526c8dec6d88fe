import type { Connection, FileEvent } from 'vscode-languageserver';
import { isPolicyFile } from '../service/policies';
import type { Contexts } from './contexts';
import type { LocalIndex } from './local-index';
import { DidChangeWatchedFilesNotification } from './lsp-values';
import type { Session } from './session';
import { filePath } from './uris';

/** Asks the client to tell about the files that findings depend on besides the open one. */
export async function watchFiles(connection: Connection, session: Session): Promise<void> {
  if (!session.watchedFiles) return;
  // The index itself knows which of them name images; the client only keeps the crowd out.
  const globs = ['**/*.{yaml,yml,json,hcl,tf,tofu,tfvars,sh,bash,mk,toml,tpl}', '**/{Makefile,makefile,GNUmakefile,Justfile,justfile,Tiltfile,.env}'];
  await connection.client.register(DidChangeWatchedFilesNotification.type, {
    watchers: globs.map(globPattern => ({ globPattern })),
  });
}

/** True when a policy file is among the changed ones, or one that has a say in another document: then nothing that was known of either holds. */
export async function filesChanged(changes: readonly FileEvent[], { names, contexts }: { readonly names: LocalIndex; readonly contexts: Contexts }): Promise<boolean> {
  const paths = changes.flatMap(({ uri }) => filePath(uri) ?? []);
  for (const path of paths) await names.refresh(path);
  const siblings = paths.filter(path => contexts.siblingChanged(path));
  return siblings.length > 0 || paths.some(isPolicyFile);
}
