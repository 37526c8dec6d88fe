import { createHash } from 'node:crypto';
import { defaultPolicy, type TrustPolicy } from '../../server/src/core/policy';
import { render } from '../../server/src/core/message';
import { formatReference, withDigest } from '../../server/src/core/reference';
import { RegistryError } from '../../server/src/oci';
import type { RegistryClient } from '../../server/src/oci/client';
import type { Conversion, ConversionOptions } from '../../server/src/service/conversion';
import type { ImageService } from '../../server/src/service/image-service';
import { createTestService } from './service';

/** The day on which the tables were read: what they say of versions does not change with the calendar. */
export const readOn = Date.UTC(2026, 7, 26);

export const offline: ConversionOptions = { consent: { offline: true, trusted: true, purpose: 'action', allowedHosts: [] } };

/** Registries that serve nothing, since nobody may ask them. */
export function offlineClient(): RegistryClient {
  return { resolve: refuse, resolveVerified: refuse, manifest: refuse, blob: refuse, referrers: refuse, tags: refuse };
}

/** Registries that have whatever is asked for. */
export function everythingClient(): RegistryClient {
  const resolveVerified: RegistryClient['resolveVerified'] = reference => {
    const digest = `sha256:${createHash('sha256').update(formatReference(withDigest(reference, undefined))).digest('hex')}`;
    return Promise.resolve({ digest, mediaType: 'application/vnd.oci.image.index.v1+json', verified: true, resolvedAt: 0 });
  };
  return { ...offlineClient(), resolveVerified };
}

export const online: ConversionOptions = { consent: { offline: false, trusted: true, purpose: 'action', allowedHosts: [] } };

function refuse(): Promise<never> {
  return Promise.reject(new RegistryError('offline', 'a registry', 'not contacted'));
}

export function createConversionService(client: RegistryClient = offlineClient()): Promise<ImageService> {
  return createTestService({ client, clock: { now: () => readOn, sleep: async () => undefined } });
}

let shared: Promise<ImageService> | undefined;

export interface Converted {
  readonly text: string;
  readonly conversion: Conversion;
  /** `LINE reason`. */
  readonly left: readonly string[];
}

interface Asked {
  readonly options?: ConversionOptions;
  readonly policy?: TrustPolicy;
  readonly service?: ImageService;
}

export async function convertText(text: string, { options = offline, policy = defaultPolicy, service }: Asked = {}): Promise<Converted> {
  const engine = service ?? (await (shared ??= createConversionService()));
  const document = engine.read({ path: 'Dockerfile', text }, policy);
  if (!document) throw new Error('no format claims it');
  const conversion = await engine.convert(document, { policy, path: 'Dockerfile', localNames: new Set() }, options);
  const lineOf = (offset: number): number => text.slice(0, offset).split('\n').length;
  return { text: conversion.text, conversion, left: conversion.left.map(({ range, reason }) => `${lineOf(range.start)} ${render(reason)}`) };
}
