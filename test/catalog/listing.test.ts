import { describe, expect, it } from 'vitest';
import { orderTags } from '../../server/src/catalog/listing/tag-order';
import { parseTag } from '../../server/src/catalog/tag';
import { shippedCatalog as catalog, shippedTables as tables } from '../../server/src/catalog/shipped';
import { render } from '../../server/src/core/message';
import { familiarName, fullName } from '../../server/src/core/reference';
import { publisherOf } from '../../server/src/publishers';
import { reference, today } from './support';

const listed = (day = today): string[] => catalog.images(day).map(image => familiarName(image.reference));
const tagsOf = (name: string, day = today): readonly string[] => catalog.tags(reference(name), day);
const aboutOf = (name: string): string => catalog.about(reference(name)).map(each => render(each)).join('; ');

describe('the images that are proposed', () => {
  it('are those of four publishers, who own them', () => {
    const images = catalog.images(today);
    expect(new Set(images.map(({ publisher }) => publisher))).toEqual(new Set(['chainguard', 'distroless', 'docker-official', 'docker-hardened-images']));
    expect(images.filter(({ reference: own, publisher }) => publisherOf(own)?.id !== publisher)).toEqual([]);
    expect(images.length).toBeGreaterThan(700);
    expect(new Set(listed()).size).toBe(images.length);
    for (const name of ['node', 'cgr.dev/chainguard/node', 'gcr.io/distroless/static-debian13', 'dhi.io/node']) expect(listed()).toContain(name);
  });

  it('stand before those that only begin with their name', () => {
    expect(listed().indexOf('dhi.io/node')).toBeLessThan(listed().indexOf('dhi.io/node-exporter'));
    expect(listed().indexOf('gcr.io/distroless/static-debian13')).toBeLessThan(listed().indexOf('gcr.io/distroless/base-debian13'));
  });

  it('are none that moved, was given up, or has nothing left that gets fixes', () => {
    for (const name of ['openjdk', 'rockylinux', 'centos', 'mongo-express', 'gcr.io/distroless/static', 'gcr.io/distroless/nodejs20-debian12']) expect(listed()).not.toContain(name);
  });

  it('come and go with the day', () => {
    const name = 'gcr.io/distroless/static-debian12';
    expect(listed('2026-09-30')).toContain(name);
    expect(listed('2026-10-01')).not.toContain(name);
    expect(tagsOf(name, '2026-10-01')).toEqual([]);
    expect(tagsOf('node', '2026-09-01')).toContain('22-slim');
    expect(tagsOf('node', '2027-05-01')).not.toContain('22-slim');
    expect(tagsOf('node', '2027-05-01')).toContain('24-slim');
  });

  it('would not be reported, whichever tag is taken, and have one that most people want', () => {
    const gone = ['deprecated', 'moved', 'end-of-life', 'no-longer-built', 'paid-tag'];
    let seen = 0;
    for (const { reference: image } of catalog.images(today)) {
      const tags = catalog.tags(image, today);
      const usual = catalog.usualTag(image, today);
      expect(usual !== undefined && tags.includes(usual), `${fullName(image)} ${usual}`).toBe(true);
      // Of the many of one image, all differ in what they say of a version or a distribution: every seventh is as good as all.
      for (const tag of tags.filter((_, index) => tags.length < 50 || index % 7 === 0)) {
        seen += 1;
        const states = catalog.lifecycle({ ...image, tag }, today).map(({ state }) => state);
        expect(states.filter(state => gone.includes(state)), `${fullName(image)}:${tag}`).toEqual([]);
      }
    }
    expect(seen).toBeGreaterThan(5000);
  });

  it('have every tag that is built and still supported', () => {
    const missing = tables.officialTags.names().flatMap(name => {
      const tags = new Set(tagsOf(name));
      const fine = (tables.officialTags.of(name)?.all() ?? []).filter((tag, index) => index % 5 === 0 && !tags.has(tag) && catalog.lifecycle(reference(`${name}:${tag}`), today).length === 0);
      return fine.map(tag => `${name}:${tag}`);
    });
    // Names of what has had a successor, of which no table says what they stand for.
    expect(missing.filter(name => !/:(?:old)+stable/.test(name))).toEqual([]);
  });
});

describe('the tags of an image', () => {
  it('are the newest first, then what stands for a release, then variants, and `latest` last', () => {
    const tags = tagsOf('node');
    expect(tags.slice(0, 14)).toEqual(['26', '26.7', '26.7.0', '24', '24.19', '24.19.0', '22', '22.23', '22.23.2', 'lts', 'jod', 'current', 'krypton', '26-slim']);
    expect(tags.at(-1)).toBe('latest');
    expect(tags.indexOf('24-slim')).toBeLessThan(tags.indexOf('24-alpine'));
    expect(tags.indexOf('24-trixie')).toBeLessThan(tags.indexOf('24-bookworm'));
  });

  it('have what is not finished, dated, or for Windows behind all others', () => {
    const order = (...tags: string[]) => orderTags(tags.map(tag => ({ tag, ...parseTag(tag, tables.products().codenames), early: tag === '19' })));
    expect(order('latest', '1-windowsservercore', '3.15-rc', '19', '18', 'trixie-20260803', '18-dev', '18-alpine', 'lts', '18.1', '18-slim')).toEqual([
      '18', '18.1', 'lts', '18-slim', '18-alpine', '18-dev', 'trixie-20260803', '19', '3.15-rc', '1-windowsservercore', 'latest',
    ]);
    expect(order('3', '3.9', '3.13.2', '3.13', '3.10')).toEqual(['3', '3.13', '3.13.2', '3.10', '3.9']);
  });

  it('are as free as they are', () => {
    expect(tagsOf('cgr.dev/chainguard/node')).toEqual(['latest', 'latest-dev']);
    expect(tagsOf('cgr.dev/chainguard/dotnet-sdk')).toEqual(['10', '10.0', '10.0.303', '10.0.303-r1', '10-dev', '10.0-dev', '10.0.303-dev', '10.0.303-r1-dev', 'latest', 'latest-dev']);
    expect(tagsOf('cgr.dev/chainguard/vault')).toEqual([]);
    expect(tagsOf('cgr.dev/acme/node')).toEqual([]);
  });

  it('of Distroless are without root first', () => {
    expect(tagsOf('gcr.io/distroless/cc-debian13')).toEqual(['nonroot', 'latest', 'debug-nonroot', 'debug']);
    expect(tagsOf('gcr.io/distroless/cc')).toEqual(['nonroot', 'latest', 'debug-nonroot', 'debug']);
    expect(tagsOf('gcr.io/distroless/nope')).toEqual([]);
  });

  it('of Docker Hardened Images are each there once, what is shipped before what builds', () => {
    const tags = tagsOf('dhi.io/node');
    expect(tags.slice(0, 4)).toEqual(['26', '26.6', '26.6.0', '24']);
    expect(new Set(tags).size).toBe(tags.length);
    expect(tags.indexOf('22-alpine')).toBeLessThan(tags.indexOf('26-dev'));
  });

  it('are those of what a mirror and an architecture hold', () => {
    expect(tagsOf('public.ecr.aws/docker/library/node')).toEqual(tagsOf('node'));
    expect(tagsOf('arm64v8/node')).toEqual(tagsOf('node'));
    expect(tagsOf('somebody/node')).toEqual([]);
  });
});

describe('what is said of an image', () => {
  it('is who it runs as, what is in it, and until when it gets fixes', () => {
    expect(aboutOf('cgr.dev/chainguard/python:latest')).toBe('user 65532; no shell; no package manager');
    expect(aboutOf('cgr.dev/chainguard/python:latest-dev')).toBe('user 65532; shell busybox; package manager apk');
    expect(aboutOf('gcr.io/distroless/static-debian12:nonroot')).toBe('user 65532; no shell; no package manager; gets fixes until 2026-09-30');
    expect(aboutOf('dhi.io/node:22')).toBe('user node; no shell; no package manager; gets fixes until 2027-04-30');
    expect(aboutOf('node:22')).toBe('user root; shell bash; package manager apt; gets fixes until 2027-04-30');
  });

  it('is no day where none is announced, or where some of what it stands for goes on', () => {
    expect(aboutOf('golang:1')).toBe('user root; shell bash; package manager apt');
    expect(aboutOf('python:3')).toMatch(/until 2030-10-31$/);
    expect(aboutOf('somebody/app:1')).toBe('user and shell not known');
  });
});
