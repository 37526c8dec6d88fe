import { describe, expect, it } from 'vitest';
import { alternativesFor, alternativesIn, indexTables, latestOnly, retirementOf, tables } from '../../server/src/catalog';
import { publisherOf } from '../../server/src/publishers';
import { differencesOf, names, reference } from './support';

const offersFor = (text: string) => names(alternativesFor(reference(text)));
const differences = (text: string, offer: string) => differencesOf(alternativesFor(reference(text)), offer);

describe('alternatives', () => {
  it('are complete references, the plain image first', () => {
    expect(offersFor('node:20')).toEqual([
      'cgr.dev/chainguard/node:latest',
      'cgr.dev/chainguard/node:latest-dev',
      'gcr.io/distroless/nodejs22-debian13:nonroot',
    ]);
  });

  it.each([
    'node:20', 'docker.io/library/node:20', 'index.docker.io/library/node:20', 'registry-1.docker.io/library/node:20',
    'public.ecr.aws/docker/library/node:20', 'mirror.gcr.io/library/node:20', `node:20@sha256:${'a'.repeat(64)}`,
  ])('are the same for %s', text => expect(offersFor(text)).toEqual(offersFor('library/node:20')));

  it.each([
    ['bitnami/node:20', 'cgr.dev/chainguard/node:latest'],
    ['mcr.microsoft.com/dotnet/aspnet:8.0', 'cgr.dev/chainguard/aspnet-runtime:latest'],
    ['mcr.microsoft.com/dotnet/sdk:10.0', 'cgr.dev/chainguard/dotnet-sdk:10.0'],
    ['mcr.microsoft.com/dotnet/sdk:8.0', 'cgr.dev/chainguard/dotnet-sdk:latest'],
    ['quay.io/coreos/helm', 'cgr.dev/chainguard/helm:latest'],
    ['gcr.io/go-containerregistry/crane', 'cgr.dev/chainguard/crane:latest'],
    ['php:8.4-fpm-alpine', 'cgr.dev/chainguard/php:latest-fpm'],
    ['php:8.4-cli', 'cgr.dev/chainguard/php:latest'],
    ['busybox:glibc', 'cgr.dev/chainguard/busybox:latest-glibc'],
    ['eclipse-temurin:21-jre', 'cgr.dev/chainguard/jre:latest'],
    ['eclipse-temurin:21', 'cgr.dev/chainguard/jdk:latest'],
  ])('of %s start with %s', (text, offer) => expect(offersFor(text)[0]).toBe(offer));

  it('offer the variant with a shell and a package manager only where it exists', () => {
    expect(offersFor('gradle')).toEqual(['cgr.dev/chainguard/gradle:latest']);
    expect(offersFor('python')).toContain('cgr.dev/chainguard/python:latest-dev');
  });

  it.each([
    ['node:22.5-slim', 'nodejs22-debian13:nonroot'],
    ['node:18', 'nodejs22-debian13:nonroot'],
    ['node:23-alpine', 'nodejs24-debian13:nonroot'],
    ['node:lts', 'nodejs24-debian13:nonroot'],
    ['node:jod-slim', 'nodejs22-debian13:nonroot'],
    ['node', 'nodejs26-debian13:nonroot'],
    ['node:alpine', 'nodejs26-debian13:nonroot'],
    ['eclipse-temurin:8u392-b08-jdk', 'java17-debian13:nonroot'],
    ['amazoncorretto:17.0.9', 'java17-debian13:nonroot'],
    ['ibm-semeru-runtimes:open-21-jdk-jammy', 'java21-debian13:nonroot'],
    ['sapmachine:22', 'java25-debian13:nonroot'],
    ['python:3.11-slim', 'python3-debian13:nonroot'],
    ['python:3', 'python3-debian13:nonroot'],
    ['busybox:1.36', 'static-debian13:debug'],
  ])('of %s include the one runtime %s', (text, runtime) => {
    expect(offersFor(text).filter(name => name.startsWith('gcr.io/'))).toEqual([`gcr.io/distroless/${runtime}`]);
  });

  it.each(['node:27', 'python:3.14', 'openjdk:27-rc'])('of %s have no runtime that is older', text => {
    expect(offersFor(text).filter(name => name.startsWith('gcr.io/'))).toEqual([]);
    expect(offersFor(text)).not.toEqual([]);
  });

  it.each([
    'cgr.dev/chainguard/node', 'gcr.io/distroless/nodejs20-debian13', 'gcr.io/distroless/base-debian12', 'scratch', 'azul-zulu',
    'acme/node', 'ghcr.io/library/node', 'registry.example/node', 'constructor',
  ])('of %s there are none', text => expect(offersFor(text)).toEqual([]));

  it('belong to the publisher that they name', () => {
    const offers = tables.upstreams.flatMap(({ upstream }) => alternativesFor(reference(upstream)));
    expect(offers.length).toBeGreaterThan(tables.upstreams.length);
    expect(offers.filter(offer => publisherOf(offer.reference)?.id !== offer.publisher)).toEqual([]);
  });
});

describe('what differs', () => {
  it('names version, user, shell, package manager and entry point', () => {
    expect(differences('node:20', 'gcr.io/')).toBe(
      'Node.js 22, not 20; user 65532; no shell; no package manager; ENTRYPOINT node; no npm and no yarn',
    );
    expect(differences('node:20', 'cgr.dev/chainguard/node:latest-dev')).toBe(
      'user 65532; shell busybox; package manager apk; only latest is free; ENTRYPOINT /usr/bin/node',
    );
  });

  it.each([
    ['python:3', 'gcr.io/', 'Python 3.13;'],
    ['python:2.7', 'gcr.io/', 'Python 3.13, not 2.7'],
    ['python:2', 'gcr.io/', 'Python 3.13, not 2'],
    ['golang:1.26', 'gcr.io/distroless/static', 'for the runtime stage only'],
    ['golang:1.26', 'gcr.io/distroless/static', 'no libc'],
    ['golang:1.26', 'cgr.dev/', 'user root'],
    ['alpine:3', 'cgr.dev/', 'glibc, not musl'],
    ['node:22-alpine', 'gcr.io/', 'glibc, not musl'],
    ['haproxy', 'cgr.dev/', 'user haproxy'],
    ['rancher/k3s', 'cgr.dev/', 'user root'],
    ['eclipse-temurin:21', 'gcr.io/', 'without the JDK'],
    ['debian', 'gcr.io/distroless/base-nossl', 'no OpenSSL'],
    ['pytorch/pytorch', 'cgr.dev/', 'only for linux/amd64'],
    ['mcr.microsoft.com/dotnet/sdk:8.0', 'cgr.dev/', 'the free tier has no tag 8.0'],
  ])('between %s and %s: %s', (text, offer, difference) => expect(differences(text, offer)).toContain(difference));

  it.each([
    ['node:22', 'gcr.io/', 'Node.js'],
    ['node:22-slim', 'gcr.io/', 'musl'],
    ['busybox:musl', 'cgr.dev/chainguard/busybox', 'musl'],
    ['mcr.microsoft.com/dotnet/sdk:10.0', 'cgr.dev/chainguard/dotnet-sdk:10.0-dev', 'the free tier'],
    ['debian', 'gcr.io/distroless/base-debian13', 'OpenSSL'],
    ['php:8.4-fpm', 'cgr.dev/chainguard/php:latest-fpm', 'ENTRYPOINT'],
  ])('between %s and %s is not: %s', (text, offer, difference) => expect(differences(text, offer)).not.toContain(difference));
});

describe('the tables', () => {
  it('make an offer disappear with its row', () => {
    const asked = reference('node:20');
    const without = { ...tables, upstreams: tables.upstreams.filter(({ upstream }) => upstream !== 'docker.io/library/node') };
    expect(alternativesIn(indexTables(without), asked)).toEqual([]);
    const noChainguard = { ...tables, chainguard: tables.chainguard.filter(([repository]) => repository !== 'node') };
    expect(names(alternativesIn(indexTables(noChainguard), asked))).toEqual(['gcr.io/distroless/nodejs22-debian13:nonroot']);
    const no22 = { ...tables, distroless: tables.distroless.filter(([repository]) => repository !== 'nodejs22-debian13') };
    expect(names(alternativesIn(indexTables(no22), asked)).at(-1)).toBe('gcr.io/distroless/nodejs24-debian13:nonroot');
  });

  it('never lead to a repository that is retired, whatever a row says', () => {
    const row = { upstream: 'docker.io/library/node', distroless: ['nodejs20-debian13', 'nodejs22-debian13:gone'] };
    expect(alternativesIn(indexTables({ ...tables, upstreams: [row] }), reference('node:20'))).toEqual([]);
  });

  it('name every repository that a row points to', () => {
    const chainguard = new Set(tables.chainguard.map(([repository]) => repository));
    const distroless = new Set(tables.distroless.map(([repository]) => repository));
    for (const row of tables.upstreams) {
      const wanted = [row.chainguard, row.variant?.[1]].filter(repository => repository !== undefined);
      expect(wanted.filter(repository => !chainguard.has(repository)), row.upstream).toEqual([]);
      const bases = (row.distroless ?? []).map(entry => entry.split(':')[0] ?? '');
      expect(bases.filter(repository => !distroless.has(repository)), row.upstream).toEqual([]);
    }
    expect(new Set(tables.upstreams.map(({ upstream }) => upstream)).size).toBe(tables.upstreams.length);
  });
});

describe('latestOnly', () => {
  it.each([
    ['cgr.dev/chainguard/node', true],
    ['cgr.dev/chainguard/php:latest-fpm', true],
    ['cgr.dev/chainguard/git:latest-root', true],
    ['cgr.dev/chainguard/dotnet-sdk', false],
    ['cgr.dev/chainguard/vault', undefined],
    ['cgr.dev/acme.example/node', undefined],
    ['gcr.io/distroless/static', undefined],
    ['node', undefined],
  ])('%s: %s', (text, expected) => expect(latestOnly(reference(text))).toBe(expected));
});

describe('retirementOf', () => {
  it('names the day and the replacement', () => {
    expect(retirementOf(reference('gcr.io/distroless/nodejs20-debian12:nonroot'))).toEqual({
      since: '2026-02-27',
      replacement: { registry: 'gcr.io', repository: 'distroless/nodejs24-debian13' },
    });
    expect(retirementOf(reference('gcr.io/distroless/python2.7'))).toEqual({ since: '2019-10-12' });
  });

  it.each(['gcr.io/distroless/nodejs22-debian13', 'cgr.dev/distroless/java', 'java'])('says nothing of %s', text =>
    expect(retirementOf(reference(text))).toBeUndefined());
});
