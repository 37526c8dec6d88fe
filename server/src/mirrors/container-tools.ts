import type { MirrorFiles } from '../core/mirror';
import type { MachineTextsPort } from '../core/ports';
import { isCompleteHost } from '../oci/host';
import { splitAddresses } from './addresses';
import { parseHostsToml, type HostEntry } from './containerd-hosts';
import { parseDaemonConfig, type DaemonConfig } from './docker-daemon';
import { joinEntries, parseRegistriesConf, type RegistryEntry } from './registries-conf';
import { parsePlace } from './place';

/** What the container tools of the machine are told about a registry. */
export interface ToolSettings {
  readonly daemons: readonly DaemonConfig[];
  readonly entries: readonly RegistryEntry[];
  readonly hosts: readonly HostEntry[];
}

export interface ContainerTools {
  /** `registry`: one spelling, Docker Hub as `docker.io`. */
  about(registry: string): Promise<ToolSettings>;
  /** Hosts that they speak to without a certificate, among those that were asked about, and their mirrors. */
  insecure(): readonly string[];
}

const mostFiles = 50;
const mostRegistries = 500;

/** Reads their files at need, and what became of them since. */
export function readContainerTools(texts: MachineTextsPort, files: MirrorFiles): ContainerTools {
  const parsed = remember(texts);
  const insecureBy = new Map<string, readonly string[]>();

  async function registriesConf(): Promise<readonly RegistryEntry[]> {
    const bases = await Promise.all(files.registriesConf.map(path => parsed(path, parseRegistriesConf)));
    const dropIns = await Promise.all(files.registriesConfFolders.map(dropInsOf));
    return joinEntries([bases.find(each => each !== undefined) ?? [], ...dropIns.flat()]);
  }

  async function dropInsOf(folder: string): Promise<readonly (readonly RegistryEntry[])[]> {
    const names = (await texts.list(folder)).filter(name => name.endsWith('.conf')).slice(0, mostFiles);
    const all = await Promise.all(names.map(name => parsed(`${folder}/${name}`, parseRegistriesConf)));
    return all.filter(each => each !== undefined);
  }

  async function hostsOf(registry: string): Promise<readonly HostEntry[]> {
    // It becomes part of a path.
    if (!isCompleteHost(registry)) return [];
    // `_default` is for caches of every registry, which must be told whose image is meant: nobody else is asked so.
    const names = [registry, registry.replace(/:(\d+)$/, '_$1_')];
    const paths = files.containerdHosts.flatMap(folder => [...new Set(names)].map(name => `${folder}/${name}/hosts.toml`));
    const all = await Promise.all(paths.map(path => parsed(path, parseHostsToml)));
    return all.find(each => each !== undefined) ?? [];
  }

  return {
    async about(registry) {
      const [daemons, entries, hosts] = await Promise.all([
        Promise.all(files.dockerDaemons.map(path => parsed(path, parseDaemonConfig))),
        registriesConf(),
        hostsOf(registry),
      ]);
      const settings = { daemons: daemons.filter(each => each !== undefined), entries, hosts };
      insecureBy.delete(registry);
      insecureBy.set(registry, insecureIn(settings, registry));
      if (insecureBy.size > mostRegistries) insecureBy.delete(insecureBy.keys().next().value as string);
      return settings;
    },
    insecure: () => [...insecureBy.values()].flat(),
  };
}

function insecureIn({ daemons, entries, hosts }: ToolSettings, registry: string): readonly string[] {
  const plain = daemons.flatMap(({ mirrors }) => mirrors).filter(mirror => mirror.plain);
  const docker = splitAddresses(daemons.flatMap(({ insecure }) => insecure));
  const podman = entries.flatMap(({ prefix, location, insecure, mirrors }) => [
    ...(insecure ? [location?.host ?? parsePlace(prefix)?.host ?? ''] : []),
    ...mirrors.filter(mirror => mirror.insecure).map(({ place }) => place.host),
  ]);
  const containerd = hosts.filter(({ insecure }) => insecure).map(({ place }) => place.host);
  const asked = [registry, ...plain.map(({ host }) => host)];
  const all = [...plain.map(({ host }) => host), ...docker.hosts, ...asked.filter(docker.covers), ...podman, ...containerd];
  return all.filter(host => host !== '');
}

type Parsed = <T>(path: string, parse: (text: string) => T) => Promise<T | undefined>;

/** Parses a text again only when it is another one. */
function remember(texts: MachineTextsPort): Parsed {
  const last = new Map<string, { text: string; value: unknown }>();
  return async <T>(path: string, parse: (text: string) => T) => {
    const text = await texts.text(path);
    if (text === undefined) {
      last.delete(path);
      return undefined;
    }
    const before = last.get(path);
    if (before?.text === text) return before.value as T;
    const value = parse(text);
    last.set(path, { text, value });
    return value;
  };
}
