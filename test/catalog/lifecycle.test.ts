import { describe, expect, it } from 'vitest';
import { createCatalog, readTables } from '../../server/src/catalog';
import { shippedCatalog, shippedTexts } from '../../server/src/catalog/shipped';
import { render } from '../../server/src/core/message';
import { familiarReference } from '../../server/src/core/reference';
import { reference, today } from './support';

/** `state date: what -> replacement` of each, in order. */
function lifecycleOf(text: string, day = today): string[] {
  return shippedCatalog.lifecycle(reference(text), day).map(({ state, date, what, replacement }) => {
    const instead = replacement ? ` -> ${familiarReference(replacement)}` : '';
    return `${state} ${date ?? '?'}: ${render(what)}${instead}`;
  });
}

describe('the life of an image', () => {
  it.each([
    ['openjdk:8', 'moved 2022-07: openjdk moved to eclipse-temurin -> eclipse-temurin:8'],
    ['openjdk:11-jre-slim', 'moved 2022-07: openjdk moved to eclipse-temurin -> eclipse-temurin:11-jre'],
    ['k8s.gcr.io/pause:3.9', 'moved 2023-04-03: k8s.gcr.io/pause moved to registry.k8s.io/pause -> registry.k8s.io/pause:3.9'],
    ['bitnami/redis:7.2', 'moved 2025-08-28: bitnami/redis moved to bitnamilegacy/redis -> bitnamilegacy/redis:7.2'],
    ['bitnamilegacy/redis:7.2', 'deprecated 2025-08-28: bitnamilegacy/redis is deprecated'],
    ['centos:7', 'moved 2024-07-29: centos moved to quay.io/centos/centos:stream9 -> quay.io/centos/centos:stream9'],
    ['vault:1.13', 'moved 2024-07-29: vault moved to hashicorp/vault -> hashicorp/vault:1.13'],
    ['gcr.io/distroless/nodejs18-debian11', 'moved 2024-09-03: distroless/nodejs18-debian11 is not rebuilt any more'],
    ['mono:6', 'deprecated 2025-08-18: mono is deprecated'],
    ['node:16', 'end-of-life 2023-09-11: Node.js 16 is past its end of life -> node:24'],
    ['node:16-alpine', 'end-of-life 2023-09-11: Node.js 16 is past its end of life -> node:24-alpine'],
    ['python:3.8-slim', 'end-of-life 2024-10-07: Python 3.8 is past its end of life -> python:3.14-slim'],
    ['ubuntu:18.04', 'end-of-life 2023-05-31: Ubuntu 18.04 is past its end of life, but for extended support until 2028-04-01 -> ubuntu:26.04'],
    ['ubuntu:bionic', 'end-of-life 2023-05-31: Ubuntu 18.04 is past its end of life, but for extended support until 2028-04-01 -> ubuntu:resolute'],
    ['alpine:3.15', 'end-of-life 2023-11-01: Alpine Linux 3.15 is past its end of life -> alpine:3.24'],
    ['quay.io/prometheus/prometheus:v2.53.0', 'end-of-life 2025-07-31: Prometheus 2.53 is past its end of life -> quay.io/prometheus/prometheus:v3.'],
    ['postgres:12', 'end-of-life 2024-11-21: PostgreSQL 12 is past its end of life -> postgres:18'],
    ['cgr.dev/chainguard/node:20', "paid-tag 2024-11: Chainguard's free tier has no tag 20 of node -> cgr.dev/chainguard/node:latest"],
    ['cgr.dev/chainguard/node:20-dev', "paid-tag 2024-11: Chainguard's free tier has no tag 20-dev of node -> cgr.dev/chainguard/node:latest-dev"],
    ['cgr.dev/chainguard/vault:latest', 'paid-tag 2024-11: Chainguard publishes no free image vault'],
    ['cgr.dev/chainguard/node:latest-dev', 'debug-variant ?: latest-dev is the variant to build or to debug with -> cgr.dev/chainguard/node:latest'],
    ['gcr.io/distroless/static-debian13:debug-nonroot', 'debug-variant ?: debug-nonroot is the variant to build or to debug with -> gcr.io/distroless/static-debian13:nonroot'],
    ['dhi.io/node:24-dev', 'debug-variant ?: 24-dev is the variant to build or to debug with -> dhi.io/node:24'],
  ])('%s: %s', (text, expected) => {
    expect(lifecycleOf(text)[0]).toContain(expected);
  });

  it.each([
    'node:24', 'node', 'node:latest', 'python:3.14-slim', 'openjdk:27-rc', 'alpine:3.23', 'bitnami/redis', 'cgr.dev/chainguard/node', 'gcr.io/distroless/static-debian13:nonroot',
    'dhi.io/node:24', 'cgr.dev/acme/node:20', 'ghcr.io/acme/app:1', 'registry.example/node:16', 'node:acme-special', `cgr.dev/chainguard/vault@sha256:${'a'.repeat(64)}`,
  ])('has nothing to tell of %s', text => expect(lifecycleOf(text)).toEqual([]));

  it.each([
    ['node:24.1.0', 'node:24.1.0 is not rebuilt any more, so it gets no fixes -> node:24'],
    ['python:3.12-slim-bullseye', 'python:3.12-slim-bullseye is not rebuilt any more, so it gets no fixes -> python:3.12-slim-trixie'],
  ])('names the nearest tag that is still rebuilt for %s', (text, expected) => {
    expect(lifecycleOf(text).filter(said => said.startsWith('no-longer-built')).join()).toContain(expected);
  });

  it('does not take what is newer than its list for something old', () => {
    expect(lifecycleOf('node:99')).toEqual([]);
    expect(lifecycleOf('node:24.99.0')).toEqual([]);
  });

  it('is the same for every name of Docker Hub and its mirrors', () => {
    const usual = lifecycleOf('node:16').map(said => said.split(' -> ')[0]);
    for (const host of ['docker.io/library', 'public.ecr.aws/docker/library', 'mirror.gcr.io/library']) {
      expect(lifecycleOf(`${host}/node:16`).map(said => said.split(' -> ')[0])).toEqual(usual);
    }
  });

  it('ends on the day, and is announced 90 days before', () => {
    const states = (day: string) => lifecycleOf('node:22', day).map(said => said.split(':')[0]);
    expect(states('2027-01-29')).toEqual([]);
    expect(states('2027-01-30')).toEqual(['ends-soon 2027-04-30']);
    expect(states('2027-04-30')).toEqual(['ends-soon 2027-04-30']);
    expect(states('2027-05-01')).toEqual(['end-of-life 2027-04-30']);
  });

  it('is forgotten with its row', () => {
    const without = (row: string) => createCatalog(readTables({ ...shippedTexts, successors: shippedTexts.successors.split('\n').filter(line => !line.startsWith(row)).join('\n') }));
    expect(without('k8s.gcr.io/').lifecycle(reference('k8s.gcr.io/pause:3.9'), today)).toEqual([]);
    expect(without('nothing').lifecycle(reference('k8s.gcr.io/pause:3.9'), today)).toHaveLength(1);
  });
});
