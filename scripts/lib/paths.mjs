import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
export const examples = join(root, 'examples');
/** A folder of its own for the VS Code that needs no Electron: it is large, and only some people need it. */
export const serverFolder = join(root, 'test/editor/vscode-server');
