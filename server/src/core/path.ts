/** The last part of a path: what a program or a file is called by itself. */
export function baseName(path = ''): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
