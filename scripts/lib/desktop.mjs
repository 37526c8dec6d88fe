import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './run.mjs';
import { which } from './which.mjs';

const editors = ['code', 'code-insiders', 'codium', 'vscodium', 'cursor', 'windsurf'];

/** Whether a window can be opened at all. */
export function hasDisplay() {
  if (process.platform === 'win32' || process.platform === 'darwin') return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** A desktop VS Code or a sibling on PATH. In a remote terminal `code` is another program, which takes no extension under development. */
export function findDesktopEditor() {
  return process.env.VSCODE_IPC_HOOK_CLI ? undefined : which(...editors);
}

/** A VS Code that @vscode/test-electron fetches, or undefined where there is no way to it. */
export async function downloadDesktopEditor() {
  const { downloadAndUnzipVSCode } = await import('@vscode/test-electron');
  try {
    return await downloadAndUnzipVSCode('stable');
  } catch (error) {
    console.warn(`no desktop VS Code: ${error.message}`);
    return undefined;
  }
}

/** Opens `folder` and `file` with the extensions in development. `ownProfile` keeps away from the user's settings. */
export function openDesktop(editor, extensions, { folder, file, ownProfile = false }) {
  const profile = ownProfile ? mkdtempSync(join(tmpdir(), 'plimsoll-vscode-')) : undefined;
  const apart = profile
    ? [`--user-data-dir=${profile}`, `--extensions-dir=${join(profile, 'extensions')}`, '--disable-workspace-trust', '--skip-welcome']
    : [];
  const development = extensions.map((path) => `--extensionDevelopmentPath=${path}`);
  return run(editor, ['--new-window', ...apart, ...development, folder, file]);
}
