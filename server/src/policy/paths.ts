/** Where policy files lie. Paths are absolute, with `/`. */

export const policyFileName = '.plimsoll.yaml';

const mostFolders = 100;

/**
 * The files that may speak for `path`, the floor first: the one at `root`, then those in the folders below it on the way to
 * `path`. Never one above the root; of a path outside of the root, the root's alone.
 */
export function policyPaths(root: string, path: string): readonly string[] {
  const base = fold(root);
  const inside = relativePath(base, fold(path));
  const folders = inside === undefined ? [] : inside.split('/').slice(0, -1).slice(0, mostFolders);
  const files = [join(base, policyFileName)];
  folders.forEach((_, index) => files.push(join(base, [...folders.slice(0, index + 1), policyFileName].join('/'))));
  return files;
}

/** `path` as seen from `folder`; undefined when it does not lie in it; empty for the folder itself. */
export function relativePath(folder: string, path: string): string | undefined {
  const base = folder.replace(/\/$/, '');
  if (path === base || path === folder) return '';
  return path.startsWith(`${base}/`) ? path.slice(base.length + 1) : undefined;
}

export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : slash === 0 ? '/' : path.slice(0, slash);
}

function join(folder: string, name: string): string {
  return folder.endsWith('/') ? folder + name : `${folder}/${name}`;
}

/** Without `.`, `..` and doubled slashes, so that no spelling leads out of the root unseen. */
function fold(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return (path.startsWith('/') ? '/' : '') + parts.join('/');
}
