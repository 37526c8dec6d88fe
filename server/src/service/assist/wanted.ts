/** A reference that somebody is in the midst of: before the cursor, and what stands behind it already. */
export interface Typed {
  readonly before: string;
  readonly after: string;
}

/** What goes on at the cursor: the name, the tag of `name`, or the digest of `tagged`. */
export type Wanted =
  | { readonly part: 'image' }
  | { readonly part: 'tag'; readonly name: string; /** As far as it is typed. */ readonly typed: string; /** The whole of it, which will be replaced. */ readonly replaced: string }
  | { readonly part: 'digest'; readonly tagged: string };

export function wantedAt({ before, after }: Typed): Wanted {
  const at = before.indexOf('@');
  if (at >= 0) return { part: 'digest', tagged: before.slice(0, at) };
  const colon = before.lastIndexOf(':');
  if (colon <= before.lastIndexOf('/')) return { part: 'image' };
  const typed = before.slice(colon + 1);
  return { part: 'tag', name: before.slice(0, colon), typed, replaced: typed + (/^[\w.-]*/.exec(after)?.[0] ?? '') };
}
