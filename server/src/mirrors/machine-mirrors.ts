import { isDockerHub } from '../core/docker-hub';
import { noSubstitutes, type Mirror, type MirrorFiles, type Substitutes } from '../core/mirror';
import type { NetworkSettings } from '../core/network-settings';
import type { MachineTextsPort } from '../core/ports';
import type { ImageReference } from '../core/reference';
import { canonicalHost } from '../registries/index';
import { readContainerTools } from './container-tools';
import { anything, isSame, mirrorAt, mirrorInsteadOf, parsePlace } from './place';
import { entryFor } from './registries-conf';

export interface MachineMirrors {
  /** What stands in for an image's registry: the settings' own first, then what the container tools of the machine are told. */
  substitutesFor(reference: ImageReference): Promise<Substitutes>;
  /** The settings, with the registries that those tools speak to without a certificate: complete for what was asked about. */
  settings(): NetworkSettings;
}

export interface MachineMirrorsOptions {
  readonly texts: MachineTextsPort;
  readonly files: MirrorFiles;
  readonly settings: () => NetworkSettings;
}

export function createMachineMirrors({ texts, files, settings }: MachineMirrorsOptions): MachineMirrors {
  const tools = readContainerTools(texts, files);
  const isFixed = (key: 'mirrors' | 'insecureRegistries'): boolean => settings().fixed?.includes(key) === true;

  async function ofTools(reference: ImageReference): Promise<Substitutes> {
    const { daemons, entries, hosts } = await tools.about(reference.registry);
    const found = entryFor(entries, reference);
    if (found?.entry.blocked) return { blocked: true, mirrors: [] };
    // What the machine's own file says of mirrors is all that counts; what it forbids elsewhere stays forbidden.
    if (isFixed('mirrors')) return noSubstitutes;
    const docker = isDockerHub(reference.registry) ? daemons.flatMap(({ mirrors }) => mirrors).map(place => mirrorAt(place, reference, anything)) : [];
    const podman = found ? [...found.entry.mirrors, ...locationOf(found.entry)].map(({ place, asked }) => mirrorInsteadOf(found.covered, place, reference, asked)) : [];
    const containerd = hosts.map(({ place, asked }) => mirrorAt(place, reference, asked));
    return { blocked: false, mirrors: [...docker, ...podman, ...containerd].filter(mirror => mirror !== undefined) };
  }

  return {
    async substitutesFor(asked) {
      const reference = { ...asked, registry: canonicalHost(asked.registry) };
      const { blocked, mirrors } = await ofTools(reference);
      if (blocked) return { blocked, mirrors };
      return { blocked, mirrors: unique([...named(settings(), reference), ...mirrors].filter(mirror => !isSame(mirror, reference))) };
    },
    settings() {
      const now = settings();
      if (isFixed('insecureRegistries')) return now;
      // In one order: connections are made anew when the list changes.
      return { ...now, insecureRegistries: [...new Set([...now.insecureRegistries, ...[...tools.insecure()].sort()])] };
    },
  };
}

function named({ mirrors }: NetworkSettings, reference: ImageReference): readonly Mirror[] {
  const places = Object.entries(mirrors).flatMap(([registry, list]) => (canonicalHost(registry) === reference.registry ? list : []));
  return places.flatMap(text => {
    const place = parsePlace(text);
    return (place && mirrorAt(place, reference, anything)) ?? [];
  });
}

/** Where the image really is, for whoever goes by that file. */
function locationOf({ location }: { readonly location: Parameters<typeof mirrorAt>[0] | undefined }) {
  return location ? [{ place: location, asked: anything }] : [];
}

function unique(mirrors: readonly Mirror[]): readonly Mirror[] {
  const seen = new Map<string, Mirror>();
  for (const mirror of mirrors) {
    const key = `${mirror.host}/${mirror.repository}`;
    if (!seen.has(key)) seen.set(key, mirror);
  }
  return [...seen.values()];
}
