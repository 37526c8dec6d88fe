/** The public registries: the only hosts that opening a file may lead to unasked (contract, section 2). */
import { dockerHub } from '../core/reference';
import { amazonPublic } from './amazon-public';
import { chainguardRegistry } from './chainguard';
import { dockerHardened } from './docker-hardened';
import { dockerHubRegistry } from './docker-hub';
import { elastic } from './elastic';
import { fedora } from './fedora';
import { github } from './github';
import { gitlab } from './gitlab';
import { google } from './google';
import { kubernetes } from './kubernetes';
import { microsoft } from './microsoft';
import { nvidia } from './nvidia';
import { oracle } from './oracle';
import { quay } from './quay';
import { redHat } from './red-hat';
import type { Registry } from './registry';
import { suse } from './suse';

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

/** One spelling per registry: lower case, and the names of Docker Hub as `docker.io`. */
export function canonicalHost(host: string): string {
  const lower = host.toLowerCase();
  return dockerHubRegistry.hosts.includes(lower) ? dockerHub : lower;
}

/** The public registry that answers for `host` (`host` or `host:port`), if any. */
export function registryOf(host: string): Registry | undefined {
  const canonical = canonicalHost(host);
  return registries.find(({ hosts }) => hosts.some(pattern => matches(pattern, canonical)));
}

/** `host` or `host:port` where the distribution API answers for references to `host`. */
export function apiHost(host: string): string {
  return registryOf(host)?.apiHost ?? canonicalHost(host);
}

function matches(pattern: string, host: string): boolean {
  if (!pattern.startsWith('*.')) return pattern === host;
  const suffix = pattern.slice(1);
  // The label before the suffix must be there, and a port makes it another host.
  return host.length > suffix.length && host.endsWith(suffix);
}
