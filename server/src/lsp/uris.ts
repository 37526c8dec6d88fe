/** The path of a `file:` URI with `/` (`c:/x` on Windows); undefined for any other scheme and for malformed ones. */
export function filePath(uri: string): string | undefined {
  const parsed = parse(uri);
  if (parsed?.protocol !== 'file:') return undefined;
  const path = decode(parsed.pathname);
  if (path === undefined || path.includes('\0')) return undefined;
  if (parsed.hostname !== '') return `//${parsed.hostname}${path}`;
  return /^\/[A-Za-z]:/.test(path) ? path.slice(1) : path;
}

/** The `file:` URI of an absolute path with `/`, or of `c:/x`. */
export function fileUri(path: string): string {
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  return path.startsWith('//') ? `file:${encoded}` : `file://${path.startsWith('/') ? '' : '/'}${encoded}`;
}

/** What formats judge a document by: its path, also for documents that are on no disk. */
export function documentPath(uri: string): string {
  const parsed = parse(uri);
  return filePath(uri) ?? decode(parsed?.pathname ?? '') ?? '';
}

/** The innermost of `folders` that holds `path`. */
export function folderOf(path: string, folders: readonly string[]): string | undefined {
  return folders
    .filter((folder) => path.startsWith(folder.endsWith('/') ? folder : `${folder}/`))
    .sort((a, b) => b.length - a.length)[0];
}

function parse(uri: string): URL | undefined {
  return URL.canParse(uri) ? new URL(uri) : undefined;
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
