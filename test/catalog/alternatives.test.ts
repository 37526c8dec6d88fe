import { describe, expect, it } from 'vitest';
import { createCatalog, readTables } from '../../server/src/catalog';
import { shippedCatalog, shippedTables, shippedTexts } from '../../server/src/catalog/shipped';
import type { Purpose } from '../../server/src/core/purpose';
import { knownPublisherOf, publisherOf } from '../../server/src/publishers';
import { differencesOf, names, reference, today } from './support';

const alternativesFor = (text: string, purpose?: Purpose) => shippedCatalog.alternatives({ reference: reference(text), today, purpose });
const offersFor = (text: string, purpose?: Purpose) => names(alternativesFor(text, purpose));
const differences = (text: string, offer: string) => differencesOf(alternativesFor(text), offer);

describe('alternatives', () => {
  it('are complete references, those that keep the version first', () => {
    expect(offersFor('node:22')).toEqual([
      'gcr.io/distroless/nodejs22-debian13:nonroot',
      'dhi.io/node:22',
      'dhi.io/node:22-dev',
      'cgr.dev/chainguard/node:latest',
      'cgr.dev/chainguard/node:latest-dev',
    ]);
  });

  it.each([
    'node:22', 'docker.io/library/node:22', 'index.docker.io/library/node:22', 'registry-1.docker.io/library/node:22', 'arm64v8/node:22',
    'public.ecr.aws/docker/library/node:22', 'mirror.gcr.io/library/node:22', `node:22@sha256:${'a'.repeat(64)}`,
  ])('are the same for %s', text => expect(offersFor(text)).toEqual(offersFor('library/node:22')));

  it.each([
    ['bitnami/node', 'cgr.dev/chainguard/node:latest'],
    ['bitnami/node:22', 'docker.io/library/node:22'],
    ['mcr.microsoft.com/dotnet/aspnet', 'cgr.dev/chainguard/aspnet-runtime:latest'],
    ['mcr.microsoft.com/dotnet/sdk:10.0', 'cgr.dev/chainguard/dotnet-sdk:10.0'],
    ['mcr.microsoft.com/dotnet/sdk:9.0', 'dhi.io/dotnet:9.0-sdk'],
    ['quay.io/coreos/helm', 'cgr.dev/chainguard/helm:latest'],
    ['gcr.io/go-containerregistry/crane', 'cgr.dev/chainguard/crane:latest'],
    ['php:fpm-alpine', 'cgr.dev/chainguard/php:latest-fpm'],
    ['php:cli', 'cgr.dev/chainguard/php:latest'],
    ['busybox:glibc', 'cgr.dev/chainguard/busybox:latest-glibc'],
    ['eclipse-temurin:jre', 'cgr.dev/chainguard/jre:latest'],
    ['eclipse-temurin', 'cgr.dev/chainguard/jdk:latest'],
    ['caddy:2', 'dhi.io/caddy:2'],
    ['azul-zulu:21', 'dhi.io/azul:21-jdk-zulu'],
    ['postgres:16-alpine', 'dhi.io/postgres:16-alpine'],
    ['postgres:16-alpine3.23', 'dhi.io/postgres:16-alpine3.23'],
    ['python:3.12-slim-bookworm', 'dhi.io/python:3.12-debian12'],
    ['php:8.4-fpm-alpine', 'dhi.io/php:8.4-alpine-fpm'],
    ['maven:3.9-eclipse-temurin-17', 'dhi.io/maven:3.9-jdk17-dev'],
    ['gradle:8-jdk21-alpine', 'dhi.io/gradle:8-jdk21-alpine-dev'],
  ])('of %s start with %s', (text, offer) => expect(offersFor(text)[0]).toBe(offer));

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
    'cgr.dev/chainguard/node', 'gcr.io/distroless/nodejs20-debian13', 'gcr.io/distroless/base-debian12', 'scratch', 'acme/node',
    'ghcr.io/library/node', 'registry.example/node', 'constructor', 'golang:1.27-windowsservercore', 'python:3.13-nanoserver',
  ])('of %s there are none', text => expect(offersFor(text)).toEqual([]));

  it('never cross a major version before what does not', () => {
    const numbers = (text: string) => offersFor(text).map(name => /(?:nodejs|node:)(\d+)/.exec(name)?.[1] ?? 'latest');
    expect(numbers('node:22')).toEqual(['22', '22', '22', 'latest', 'latest']);
    expect(offersFor('python:3.12')[0]).toBe('dhi.io/python:3.12');
    expect(offersFor('eclipse-temurin:8', { for: 'run' }).slice(0, 2)).toEqual(['dhi.io/eclipse-temurin:8', 'gcr.io/distroless/java17-debian13:nonroot']);
    // What is known comes before what is guessed.
    expect(offersFor('python:3.12', { for: 'run' })).toEqual(['dhi.io/python:3.12', 'gcr.io/distroless/python3-debian13:nonroot', 'cgr.dev/chainguard/python:latest']);
  });

  it('leave out what has ended', () => {
    const on = (day: string) => names(shippedCatalog.alternatives({ reference: reference('eclipse-temurin:26'), today: day }));
    expect(on('2026-09-14')).toContain('dhi.io/eclipse-temurin:26');
    expect(on('2026-09-16').filter(name => name.startsWith('dhi.io/'))).toEqual([]);
  });

  it('belong to the publisher that they name', () => {
    const offers = shippedTables.upstreams.all().flatMap(({ name }) => alternativesFor(name));
    expect(offers.length).toBeGreaterThan(shippedTables.upstreams.all().length);
    const idOf = (offer: (typeof offers)[number]) => publisherOf(offer.reference)?.id ?? knownPublisherOf(offer.reference)?.id;
    expect(offers.filter(offer => idOf(offer) !== offer.publisher)).toEqual([]);
  });
});

describe('the variant', () => {
  it('to build with has a shell and a package manager', () => {
    expect(offersFor('node:22', { for: 'build', runsCommands: true })).toEqual(['dhi.io/node:22-dev', 'cgr.dev/chainguard/node:latest-dev', 'cgr.dev/chainguard/node:latest']);
    expect(offersFor('golang:1.26-alpine', { for: 'build', runsCommands: true })[0]).toBe('dhi.io/golang:1.26-alpine-dev');
    expect(offersFor('gradle', { for: 'build', runsCommands: true })).toContain('cgr.dev/chainguard/gradle:latest');
  });

  it('to ship is minimal', () => {
    expect(offersFor('node:22', { for: 'run' })).toEqual(['gcr.io/distroless/nodejs22-debian13:nonroot', 'dhi.io/node:22', 'cgr.dev/chainguard/node:latest']);
  });

  it('to ship has a shell where the build runs commands on it', () => {
    const offers = alternativesFor('python:3.12', { for: 'run', runsCommands: true });
    expect(names(offers)).toEqual(['dhi.io/python:3.12-dev', 'cgr.dev/chainguard/python:latest-dev']);
    expect(offers.filter(({ contents }) => contents?.shell === '')).toEqual([]);
  });

  it('without a C library is for programs that are linked statically, and for nothing else', () => {
    const distroless = (text: string, purpose?: Purpose) => offersFor(text, purpose).filter(name => name.startsWith('gcr.io/'));
    expect(distroless('debian:13', { for: 'run', linkedStatically: true })).toEqual(['gcr.io/distroless/static-debian13:nonroot']);
    expect(distroless('debian:13', { for: 'run', linkedStatically: false })).toEqual(['gcr.io/distroless/base-debian13:nonroot', 'gcr.io/distroless/base-nossl-debian13:nonroot']);
    expect(distroless('alpine:3.22', { for: 'run' })).toEqual([]);
    expect(distroless('alpine:3.22', { for: 'run', linkedStatically: true })).toEqual(['gcr.io/distroless/static-debian13:nonroot']);
    expect(distroless('rust:1', { for: 'run' })).toEqual(['gcr.io/distroless/cc-debian13:nonroot']);
  });
});

describe('what differs', () => {
  it('names version, user, shell, package manager and entry point', () => {
    expect(differences('node:20', 'gcr.io/')).toBe(
      'Node.js 22, not 20; user 65532; no shell; no package manager; ENTRYPOINT node; no npm and no yarn',
    );
    expect(differences('node:20', 'cgr.dev/chainguard/node:latest-dev')).toBe(
      'version unknown; user 65532; shell busybox; package manager apk; only latest is free; ENTRYPOINT /usr/bin/node',
    );
    expect(differences('node:22-bullseye', 'dhi.io/')).toBe('Debian 13, not Debian 11; needs a login to dhi.io; user node; no shell; no package manager');
  });

  it.each([
    ['python:3', 'gcr.io/', 'Python 3.13;'],
    ['python:2.7', 'gcr.io/', 'Python 3.13, not 2.7'],
    ['python:2', 'gcr.io/', 'Python 3.13, not 2'],
    ['golang:1.26', 'gcr.io/distroless/static', 'for the runtime stage only'],
    ['golang:1.26', 'gcr.io/distroless/static', 'no libc'],
    ['golang:1.26', 'cgr.dev/', 'user root'],
    ['golang:1.27.0', 'dhi.io/', 'musl, not glibc'],
    ['alpine:3', 'cgr.dev/', 'glibc, not musl'],
    ['alpine:3', 'cgr.dev/', 'Wolfi, not Alpine Linux'],
    ['node:22-alpine', 'gcr.io/', 'glibc, not musl'],
    ['haproxy', 'cgr.dev/', 'user 65532'],
    ['rancher/k3s', 'cgr.dev/', 'user root'],
    ['eclipse-temurin:21', 'gcr.io/', 'without the JDK'],
    ['eclipse-temurin:21-jammy', 'dhi.io/', 'Debian 13, not Ubuntu 22.04'],
    ['debian', 'gcr.io/distroless/base-nossl', 'no OpenSSL'],
    ['pytorch/pytorch', 'cgr.dev/', 'only for linux/amd64'],
    ['mcr.microsoft.com/dotnet/sdk:8.0', 'cgr.dev/', 'the free tier has no tag 8.0'],
    ['bitnami/redis:7', 'docker.io/library/redis', 'other paths'],
  ])('between %s and %s: %s', (text, offer, difference) => expect(differences(text, offer)).toContain(difference));

  it.each([
    ['node:22', 'gcr.io/', 'Node.js'],
    ['node:22', 'dhi.io/', 'Node.js'],
    ['node:22-slim', 'gcr.io/', 'musl'],
    ['node:22-alpine', 'dhi.io/', 'musl'],
    ['busybox:musl', 'cgr.dev/chainguard/busybox', 'musl'],
    ['mcr.microsoft.com/dotnet/sdk:10.0', 'cgr.dev/chainguard/dotnet-sdk:10.0-dev', 'the free tier'],
    ['debian', 'gcr.io/distroless/base-debian13', 'OpenSSL'],
    ['php:8.4-fpm', 'cgr.dev/chainguard/php:latest-fpm', 'ENTRYPOINT'],
  ])('between %s and %s is not: %s', (text, offer, difference) => expect(differences(text, offer)).not.toContain(difference));

  it('names the version that the labels of `latest` say, and ranks by it', () => {
    const versionOf = () => '22.9.0';
    const offers = shippedCatalog.alternatives({ reference: reference('node:22'), today, versionOf });
    expect(names(offers)[0]).toBe('cgr.dev/chainguard/node:latest');
    expect(differencesOf(offers, 'cgr.dev/')).toMatch(/^Node.js 22.9.0; user 65532/);
    const newer = shippedCatalog.alternatives({ reference: reference('node:22'), today, versionOf: () => '26.1.0' });
    expect(differencesOf(newer, 'cgr.dev/')).toMatch(/^Node.js 26.1.0, not 22;/);
    expect(names(newer)[0]).not.toContain('cgr.dev');
  });
});

describe('a row', () => {
  const without = (table: keyof typeof shippedTexts, start: string) =>
    createCatalog(readTables({ ...shippedTexts, [table]: shippedTexts[table].split('\n').filter(row => !row.startsWith(start)).join('\n') }));
  const offersOf = (catalog: ReturnType<typeof createCatalog>, text: string) => names(catalog.alternatives({ reference: reference(text), today }));

  it('takes its offer along when it is deleted', () => {
    expect(offersOf(without('upstreams', 'docker.io/library/node\t'), 'node:22')).toEqual([]);
    expect(offersOf(without('chainguard', 'node\t'), 'node:22')).toEqual(['gcr.io/distroless/nodejs22-debian13:nonroot', 'dhi.io/node:22', 'dhi.io/node:22-dev']);
    expect(offersOf(without('distroless', 'nodejs22-debian13\t'), 'node:22')).toContain('gcr.io/distroless/nodejs24-debian13:nonroot');
    expect(offersOf(without('dockerHardened', 'node\t'), 'node:22').filter(name => name.startsWith('dhi.io'))).toEqual([]);
    expect(offersOf(without('officialTags', 'redis\t'), 'bitnami/redis:7').filter(name => name.startsWith('docker.io'))).toEqual([]);
  });

  it('never leads to a repository that is retired, whatever it says', () => {
    const upstreams = 'docker.io/library/node\t\t\tnodejs20-debian13 nodejs22-debian13:gone';
    expect(offersOf(createCatalog(readTables({ ...shippedTexts, upstreams })), 'node:20')).toEqual([]);
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
  ])('%s: %s', (text, expected) => expect(shippedCatalog.latestOnly(reference(text))).toBe(expected));
});

describe('contents', () => {
  it.each([
    ['cgr.dev/chainguard/node', { user: '65532', shell: 'busybox', packageManager: '', entrypoint: '/usr/bin/node' }],
    ['cgr.dev/chainguard/python:latest-dev', { user: '65532', shell: 'busybox', packageManager: 'apk' }],
    ['cgr.dev/chainguard/k3s', { user: '0' }],
    ['gcr.io/distroless/static-debian13:debug', { user: '0', shell: 'busybox', libc: 'none' }],
    ['gcr.io/distroless/static:nonroot-arm64', { user: '65532', shell: '' }],
    ['dhi.io/node:22', { user: 'node', shell: '', libc: 'glibc' }],
    ['dhi.io/node:22-alpine-dev', { user: '0', shell: 'busybox', packageManager: 'apk', libc: 'musl' }],
  ])('of %s', (text, expected) => expect(shippedCatalog.contents(reference(text))).toMatchObject(expected));

  it.each(['node:22', 'cgr.dev/chainguard/node:20', `cgr.dev/chainguard/node@sha256:${'a'.repeat(64)}`, 'dhi.io/node:9', 'gcr.io/distroless/nothing'])(
    'of %s are not known',
    text => expect(shippedCatalog.contents(reference(text))).toBeUndefined(),
  );

  it('name the users of Chainguard by number, as its images do', () => {
    const tagged = shippedTables.chainguard.repositories().flatMap(name => shippedTables.chainguard.of(name).map(({ tags }) => `cgr.dev/chainguard/${name}:${tags[0] ?? ''}`));
    const users = tagged.map(text => shippedCatalog.contents(reference(text))?.user);
    expect(users.length).toBeGreaterThan(50);
    expect(users.filter(user => !/^\d+$/.test(user ?? ''))).toEqual([]);
  });
});
