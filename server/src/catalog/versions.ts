/** Names that Node.js gives its long-term releases (nodejs.org/en/about/previous-releases, read in August 2026). */
const nodeNames: ReadonlyMap<string, string> = new Map([
  ['hydrogen', '18'],
  ['iron', '20'],
  ['jod', '22'],
  ['krypton', '24'],
  ['lts', '24'],
]);

/** `21` of `open-21-jdk`, `3.12` of `3.12-slim`: three parts at most, as far as the first other sign. */
const leadingVersion = /^(?:open-|lts-)?(\d{1,4}(?:\.\d{1,4}){0,2})(?!\d)/;
const leadingWord = /^(?:lts-)?([a-z]{3,10})(?![a-z])/;

/** The version of `language` that a tag asks for; undefined when it asks for none (`latest`, `slim`, no tag at all). */
export function versionInTag(tag: string | undefined, language: string): string | undefined {
  if (tag === undefined) return undefined;
  const version = leadingVersion.exec(tag)?.[1];
  if (version !== undefined || language !== 'nodejs') return version;
  return nodeNames.get(leadingWord.exec(tag)?.[1] ?? '');
}

/** Negative when `a` is older. Only the parts that both have are compared: `3` and `3.13` are the same as far as is known. */
export function compareVersions(a: string, b: string): number {
  const left = a.split('.').map(Number);
  const right = b.split('.').map(Number);
  for (let part = 0; part < Math.min(left.length, right.length); part += 1) {
    const difference = (left[part] as number) - (right[part] as number);
    if (difference !== 0) return difference;
  }
  return 0;
}

/**
 * The runtime that fits best: the version asked for, else the nearest newer one, else none, for an older one would break what
 * works now. Without a version the newest, which is what such a tag means elsewhere too.
 */
export function nearestVersion<T extends { readonly version: string }>(runtimes: readonly T[], wanted: string | undefined): T | undefined {
  const ascending = [...runtimes].sort((a, b) => compareVersions(a.version, b.version));
  if (wanted === undefined) return ascending.at(-1);
  return ascending.find(({ version }) => compareVersions(version, wanted) >= 0);
}
