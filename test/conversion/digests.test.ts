import { describe, expect, it } from 'vitest';
import type { Consent } from '../../server/src/core/consent';
import { formatReference } from '../../server/src/core/reference';
import { RegistryError } from '../../server/src/oci';
import type { RegistryClient } from '../../server/src/oci/client';
import { convertText, createConversionService, offlineClient } from '../support/conversion';

const old = `sha256:${'0'.repeat(64)}`;
const fresh = `sha256:${'f'.repeat(64)}`;
const consent: Consent = { offline: false, trusted: true, purpose: 'action', allowedHosts: [] };

/** Registries that have some images, and are closed for some hosts. */
function client(has: (name: string) => boolean, closed: readonly string[] = []): RegistryClient {
  return {
    ...offlineClient(),
    resolveVerified: async reference => {
      if (closed.includes(reference.registry)) throw new RegistryError('unauthorized', reference.registry, '401');
      return has(formatReference(reference)) ? { digest: fresh, mediaType: 'application/vnd.oci.image.index.v1+json', verified: true, resolvedAt: 0 } : 'missing';
    },
  };
}

async function convert(text: string, registries: RegistryClient) {
  return convertText(text, { service: await createConversionService(registries), options: { consent } });
}

const pinned = `FROM golang:1.26@${old} AS b\nRUN CGO_ENABLED=0 go build -o /a .\nFROM alpine@${old}\nCOPY --from=b /a /a\nCMD ["/a"]\n`;

describe('digests', () => {
  it('are taken anew, for every image', async () => {
    const { text, left } = await convert(pinned, client(() => true));
    expect(left).toEqual([]);
    expect(text).toContain(`FROM dhi.io/golang:1.26-dev@${fresh} AS b\n`);
    expect(text).toContain(`FROM gcr.io/distroless/static-debian13:nonroot@${fresh}\n`);
    expect(text).not.toContain(old);
  });

  it('that are not to be had leave what was pinned as it was', async () => {
    const { text, left } = await convert(pinned, client(() => true, ['dhi.io', 'cgr.dev']));
    expect(text).toContain(`FROM golang:1.26@${old} AS b\n`);
    expect(text).toContain(`FROM gcr.io/distroless/static-debian13:nonroot@${fresh}\n`);
    expect(left.join('\n')).toMatch(/^1 the image is pinned, and there is no digest for the new one: dhi\.io wants a login/m);
  });

  it('are not needed for what had none', async () => {
    const { text } = await convert(pinned.replaceAll(`@${old}`, ''), client(() => true, ['dhi.io', 'cgr.dev', 'gcr.io']));
    expect(text).toMatch(/^FROM dhi\.io\/golang:1\.26-dev AS b\n[^]*\nFROM gcr\.io\/distroless\/static-debian13:nonroot\n/);
  });

  it('of a second stage are its own', async () => {
    const single = `FROM maven:3.9-eclipse-temurin-21@${old}\nWORKDIR /j\nRUN mvn package\nCMD ["java", "-jar", "target/a.jar"]\n`;
    const { text } = await convert(single, client(() => true));
    expect(text.split('\n').filter(line => line.startsWith('FROM'))).toEqual([`FROM dhi.io/maven:3.9-jdk21-dev@${fresh} AS build`, `FROM gcr.io/distroless/java21-debian13:nonroot@${fresh}`]);
    const { text: offline } = await convertText(single);
    expect(offline).toBe(single);
  });
});

describe('an image that its registry does not have', () => {
  it('gives way to the next one', async () => {
    const { text } = await convert('FROM python:3.13\nCMD ["python", "/a.py"]\n', client(name => name.startsWith('cgr.dev')));
    expect(text).toContain(`FROM cgr.dev/chainguard/python:latest@${fresh}\n`);
  });

  it('leaves the base where there is no next one, each with its registry', async () => {
    const text = 'FROM python:3.13\nCMD ["python", "/a.py"]\n';
    const converted = await convert(text, client(() => false));
    expect(converted.text).toBe(text);
    expect(converted.left).toEqual(['1 not found on gcr.io', '1 not found on dhi.io', '1 not found on cgr.dev']);
  });
});
