import { dockerHub } from '../core/reference';
import { amazonPrivate } from './amazon-private';
import { amazonPublic } from './amazon-public';
import { artifactory } from './artifactory';
import { azure } from './azure';
import { chainguardRegistry } from './chainguard';
import { dockerHardened } from './docker-hardened';
import { dockerHubRegistry } from './docker-hub';
import { elastic } from './elastic';
import { fedora } from './fedora';
import { generic } from './generic';
import { github } from './github';
import { gitlab } from './gitlab';
import { google } from './google';
import { harbor } from './harbor';
import { kubernetes } from './kubernetes';
import { microsoft } from './microsoft';
import { nvidia } from './nvidia';
import { oracle } from './oracle';
import { quay } from './quay';
import { redHat } from './red-hat';
import type { Behaviour, Quirks, Registry, RegistrySoftware } from './registry';
import { suse } from './suse';

/** The public registries: the only hosts that opening a file may lead to unasked (contract, section 2). */
export const registries: readonly Registry[] = [
  dockerHubRegistry,
  dockerHardened,
  github,
  google,
  kubernetes,
  quay,
  microsoft,
  amazonPublic,
  chainguardRegistry,
  redHat,
  gitlab,
  nvidia,
  elastic,
  oracle,
  suse,
  fedora,
];

/** Registries of somebody's own in a public cloud. Nobody asks them unasked. */
export const privateRegistries: readonly Registry[] = [amazonPrivate, azure];

/** What registries of one's own run. */
export const registrySoftware: readonly RegistrySoftware[] = [harbor, artifactory];

/** One spelling per registry: lower case, and the names of Docker Hub as `docker.io`. */
export function canonicalHost(host: string): string {
  const lower = host.toLowerCase();
  return dockerHubRegistry.hosts.includes(lower) ? dockerHub : lower;
}

/** The public registry that answers for `host` (`host` or `host:port`), if any: one that may be asked unasked. */
export function registryOf(host: string): Registry | undefined {
  return find(registries, host);
}

/** `host` or `host:port` where the distribution API answers for references to `host`. */
export function apiHost(host: string): string {
  return registryOf(host)?.apiHost ?? canonicalHost(host);
}

/** How the registry at `host` differs from others: by its name first, then by how it answered, where that is known. */
export function quirksOf(host: string, behaviour?: Behaviour): Quirks {
  const software = behaviour && registrySoftware.find(each => each.answersLike(behaviour));
  return { ...generic, ...software, ...(registryOf(host) ?? find(privateRegistries, host)) };
}

function find(table: readonly Registry[], host: string): Registry | undefined {
  const canonical = canonicalHost(host);
  return table.find(({ hosts, hostPattern }) => hosts.some(pattern => matches(pattern, canonical)) || hostPattern?.test(canonical));
}

function matches(pattern: string, host: string): boolean {
  if (!pattern.startsWith('*.')) return pattern === host;
  const suffix = pattern.slice(1);
  // The label before the suffix must be there, and a port makes it another host.
  return host.length > suffix.length && host.endsWith(suffix);
}
