import { workspace } from 'vscode';
import { selectorFor } from './selector';

/** Documents of the user's own, also where a folder of the workspace is on no disk. */
export const ownDocuments = selectorFor((workspace.workspaceFolders ?? []).map(({ uri }) => uri.scheme));
