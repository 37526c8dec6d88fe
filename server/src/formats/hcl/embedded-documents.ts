import type { Surroundings } from '../../core/document';
import type { ImageUse } from '../../core/image-use';
import { embeddedUses } from './embedded';
import type { HclPlace } from './places';
import type { HclValue } from './tree';
import { addPath, pathNode, walkPaths } from './walk';

interface Around {
  readonly text: string;
  readonly root: HclValue;
  readonly around: Surroundings;
}

/** Reads what documents of other formats name that stand in texts of this one. */
export function embeddedReader({ text, root, around }: Around): (found: { readonly value: HclValue; readonly place: HclPlace }) => readonly ImageUse[] {
  // The same for all texts of a place, of which there may be thousands.
  const namesAt = new Map<string, ReadonlySet<string>>();
  return ({ value, place }) => {
    const said = value.kind === 'call' && value.name === 'yamldecode' ? value.args[0] : value;
    const uses = said?.kind === 'text' ? embeddedUses(text, said, { format: place.embeds ?? '', around }) : [];
    if (uses.length === 0 || place.namesAt === undefined) return uses;
    const names = namesAt.get(place.namesAt) ?? keysAt(place.namesAt, root);
    namesAt.set(place.namesAt, names);
    return uses.filter(({ raw }) => !names.has(raw));
  };
}

/** The keys of all objects on a path. */
function keysAt(at: string, root: HclValue): ReadonlySet<string> {
  const keys = new Set<string>();
  const path = pathNode<undefined>();
  addPath(path, at, undefined);
  walkPaths(root, [path], {
    inJson: () => [],
    named: () => undefined,
    arrive(_, value) {
      if (value.kind === 'object') for (const { key } of value.entries) keys.add(key);
    },
  });
  return keys;
}
