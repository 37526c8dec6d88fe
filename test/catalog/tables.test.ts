import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tagsOf } from '../../server/src/catalog/docker-hardened';
import { toolsOfFamilies } from '../../server/src/catalog/official-contents';
import { distrolessTags } from '../../server/src/catalog/distroless';
import { shippedCatalog, shippedTables as tables, shippedTexts } from '../../server/src/catalog/shipped';
import { formatReference, fullName } from '../../server/src/core/reference';
import { knownNamespaces } from '../../server/src/publishers/known-namespaces';
import { officialImages } from '../../server/src/publishers/official-images';
import { compactTable } from '../../scripts/lib/tables-plugin.mjs';
import { describeWithShared, sharedPath } from '../support/shared';
import { names, readTable, reference, today } from './support';

const folder = join(import.meta.dirname, '../../server/src/catalog/tables');
const files = ['chainguard', 'distroless', 'docker-hardened', 'docker-official-contents', 'docker-official-tags', 'products', 'release-cycles', 'successors', 'upstreams'];

const alternativesOf = (text: string) => shippedCatalog.alternatives({ reference: reference(text), today });

describe('the tables', () => {
  it.each(files)('%s says where it comes from, and when that was', file => {
    const text = readFileSync(join(folder, `${file}.tsv`), 'utf8');
    const comments = text.split('\n').filter(line => line.startsWith('#')).join('\n');
    expect(comments).toMatch(/github\.com|Bitnami/);
    expect(comments).toMatch(/read in [A-Z][a-z]+ 20\d\d/);
    expect(compactTable(text)).not.toMatch(/^#|\r|\n\n/m);
  });

  it('name only repositories that other tables have', () => {
    for (const row of tables.upstreams.all()) {
      const chainguard = [row.chainguard, row.variant?.[1] ?? ''].filter(repository => repository !== '');
      expect(chainguard.filter(repository => tables.chainguard.of(repository).length === 0), row.name).toEqual([]);
      const distroless = row.distroless.map(entry => entry.split(':')[0] ?? '');
      expect(distroless.filter(repository => tables.distroless.of(repository)?.state !== 'live'), row.name).toEqual([]);
      expect(row.dockerHardened === '' || tables.dockerHardened.of(row.dockerHardened).length > 0, row.name).toBe(true);
      expect(row.dockerOfficial === '' || tables.officialTags.of(row.dockerOfficial) !== undefined, row.name).toBe(true);
    }
    const upstreams = tables.upstreams.all().map(({ name }) => name);
    expect(upstreams.length).toBeGreaterThan(90);
    expect(shippedTexts.upstreams.split('\n').length).toBe(upstreams.length);
  });

  it('tell what official images run as, of names and in words that are known', () => {
    const names = tables.officialContents.names();
    expect(names.length).toBe(shippedTexts.officialContents.split('\n').length);
    expect(names.length).toBeGreaterThan(130);
    expect([...names].sort()).toEqual([...names]);
    expect(names.filter(name => tables.officialTags.of(name) === undefined)).toEqual([]);
    for (const name of names) {
      const { user = '', family = '', entrypoint = '', variants = [] } = tables.officialContents.of(name) ?? {};
      expect(user, name).toMatch(/^[a-z0-9-]+(?::[a-z0-9-]+)?$/);
      expect([family, ...variants.map(each => each.family)].filter(each => each !== '' && !Object.hasOwn(toolsOfFamilies, each)), name).toEqual([]);
      expect(family, name).not.toBe('');
      expect(entrypoint, name).toMatch(/^(?:|-|[\w./][\w ./-]*)$/);
      // A variant that no tag is of, or that says nothing else than the image, would be a mistake.
      const tags = tables.officialTags.of(name)?.all() ?? [];
      expect(variants.filter(({ word }) => !tags.some(tag => tag.startsWith(word) || tag.includes(`-${word}`))), name).toEqual([]);
      expect(variants.filter(each => each.user === user && each.family === ''), name).toEqual(variants.filter(({ word }) => word === 'data' || word === 'meta'));
    }
  });

  it('give every product its cycles', () => {
    const products = shippedTexts.products.split('\n').map(row => row.split('\t')[0] ?? '');
    expect(products.filter(id => (tables.products().byId(id)?.cycles.length ?? 0) === 0)).toEqual([]);
    const cycles = new Set(shippedTexts.releaseCycles.split('\n').map(row => row.split('\t')[0] ?? ''));
    expect([...cycles].filter(id => !products.includes(id))).toEqual([]);
  });
});

describeWithShared('our tables beside the facts that they were made from', 'facts', () => {
  const alternatives = readTable('alternatives.tsv');

  it('have every row of the free tier', () => {
    const expected = readTable('chainguard-free.tsv').map(row => [
      row['image'], row['tags']?.replaceAll(',', ' '), row['run_as'], row['shell'], row['pkg_manager'], row['entrypoint'],
    ].map(cell => cell ?? ''));
    const ours = shippedTexts.chainguard.split('\n').map(row => Array.from({ length: 6 }, (_, index) => row.split('\t')[index] ?? ''));
    expect(ours).toEqual(expected);
  });

  it('have every Distroless image and tag', () => {
    const expected = readTable('distroless.tsv').filter(row => !row['status']?.startsWith('retired')).map(row => [
      `${row['image']}:${row['tag']}`, row['uid'], row['shell'] === 'no' ? '' : row['shell'], row['language'], row['lang_version'], row['libc'], row['entrypoint'],
    ]);
    const living = tables.distroless.repositories().flatMap(repository => tables.distroless.of(repository) ?? []).filter(({ state }) => state !== 'retired');
    const ours = living.flatMap(({ repository, contents, version, libc, entrypoint }) =>
      [...distrolessTags].map(([tag, { user, shell }]) => [`gcr.io/distroless/${repository}:${tag}`, user, shell, contents, version, libc, entrypoint]));
    expect(ours.map(String).sort()).toEqual(expected.map(String).sort());
  });

  it('have every retired Distroless repository', () => {
    const short = (image: string) => image.replace('gcr.io/distroless/', '').split(' ')[0] ?? '';
    const expected = readTable('distroless.tsv').filter(row => row['status']?.startsWith('retired'))
      .map(row => [short(row['image'] ?? ''), row['removed'], short(row['replacement'] ?? '')]);
    const ours = tables.distroless.repositories().flatMap(repository => tables.distroless.of(repository) ?? []).filter(({ state }) => state === 'retired');
    expect(ours.map(({ repository, ends, replacement }) => [repository, ends, replacement]).sort()).toEqual(expected.sort());
  });

  it('have every definition of a Docker Hardened Image', () => {
    const expected = readTable('dhi-images.tsv').map(row => [row['image'], row['variant'], row['distro_dir'], row['end_of_life'], (row['tags'] ?? '').split(',').filter(Boolean).sort()]);
    const ours = tables.dockerHardened.repositories().flatMap(repository => tables.dockerHardened.of(repository))
      .map(image => [`dhi.io/${image.repository}`, image.variant, image.distribution, image.ends, [...tagsOf(image)].sort()]);
    expect(ours).toEqual(expected);
  });

  it('have every official tag, and every release cycle', () => {
    const tags = readTable('docker-official-tags.tsv').map(row => `${row['image']}:${row['tag']}`);
    expect(tables.officialTags.names().flatMap(name => tables.officialTags.of(name)?.all().map(tag => `${name}:${tag}`) ?? [])).toEqual(tags);
    const cycles = readTable('eol.tsv').map(row => `${row['product']} ${row['cycle']} ${row['released']} ${row['eol']}`);
    expect(shippedTexts.releaseCycles.split('\n').map(row => row.split('\t')).map(([product, cycle, , released, ends]) => `${product} ${cycle} ${released} ${ends}`)).toEqual(cycles);
  });

  it('have every official name and every known namespace', () => {
    const official = readFileSync(sharedPath('facts', 'docker-official.txt'), 'utf8').trim().split('\n');
    expect([...officialImages].sort()).toEqual(official.sort());
    const named = [
      ...readTable('eol.tsv').flatMap(row => (row['images'] ?? '').split(/[,;]/)),
      ...readTable('signing-identities.tsv').map(row => row['image_pattern'] ?? ''),
      ...alternatives.map(row => row['upstream'] ?? ''),
      ...readTable('dfc-image-map.tsv').map(row => row['from_image'] ?? ''),
    ].map(name => name.replace(/^docker\.io\//, '')).filter(name => /^[a-z0-9_-]+\/[^?<>]+$/.test(name));
    const namespaces = new Set(named.map(name => name.split('/', 1)[0] ?? '').filter(name => name !== 'library'));
    expect([...knownNamespaces].sort()).toEqual([...namespaces].sort());
  });

  it('have an offer for every row but one, all of whose definitions have ended', () => {
    const without = alternatives.filter(row => alternativesOf(row['upstream'] ?? '').length === 0);
    expect(alternatives.length).toBe(90);
    expect(without.map(row => row['upstream'])).toEqual(['rabbitmq']);
    expect(tables.dockerHardened.of('rabbitmq').filter(({ ends }) => ends === '' || ends >= today)).toEqual([]);
  });

  it('say of every image that is deprecated or moved that it is', () => {
    const silent = readTable('docker-official-deprecated.tsv').map(row => row['image'] ?? '')
      .filter(name => !shippedCatalog.lifecycle(reference(name), today).some(({ state }) => state === 'deprecated' || state === 'moved'));
    // Nextcloud's page is a notice about who maintains it.
    expect(silent).toEqual(['nextcloud']);
  });

  it('have no offer that the facts do not list, for any tag of the official images', () => {
    const listed = new Set([
      ...readTable('chainguard-free.tsv').flatMap(row => (row['tags'] ?? '').split(',').map(tag => `cgr.dev/chainguard/${row['image']}:${tag}`)),
      ...readTable('distroless.tsv').filter(row => row['status'] === 'supported').map(row => `${row['image']}:${row['tag']}`),
      ...readTable('dhi-images.tsv').flatMap(row => (row['tags'] ?? '').split(',').map(tag => `${row['image']}:${tag}`)),
      ...readTable('docker-official-tags.tsv').map(row => `docker.io/library/${row['image']}:${row['tag']}`),
    ]);
    const asked = [
      ...alternatives.map(row => row['upstream'] ?? ''),
      ...readTable('docker-official-tags.tsv').map(row => `${row['image']}:${row['tag']}`),
      ...tables.upstreams.all().map(({ name }) => name),
    ];
    const offers = asked.flatMap(alternativesOf);
    expect(offers.length).toBeGreaterThan(5000);
    expect([...new Set(names(offers).filter(name => !listed.has(name)))]).toEqual([]);
    expect(offers.filter(({ differences }) => differences.length === 0)).toEqual([]);
  });

  it('replace nothing by an official tag that is not rebuilt', () => {
    const rebuilt = new Set(readTable('docker-official-tags.tsv').map(row => `docker.io/library/${row['image']}:${row['tag']}`));
    const asked = ['node:16-alpine', 'python:3.7-slim', 'openjdk:11-jre-slim', 'java:8', 'iojs:3', 'debian:stretch', 'php:7.4-fpm', 'ruby:2.5-alpine3.9', 'golang:1.13-buster', 'piwik', 'postgres:9.6'];
    const replacements = asked.flatMap(text => shippedCatalog.lifecycle(reference(text), today).flatMap(({ replacement }) => replacement ?? [])).map(formatReference);
    expect(replacements.length).toBeGreaterThan(8);
    expect(replacements.filter(name => !rebuilt.has(name))).toEqual([]);
  });

  it('have none of the doubtful pairs', () => {
    const doubtful = readTable('dfc-suspect-mappings.tsv').map(row => ({
      from: row['from'] ?? '',
      target: `cgr.dev/chainguard/${(row['dfc_target'] ?? '').split(':')[0]}`,
    }));
    const offered = doubtful.filter(({ from, target }) => alternativesOf(from).some(offer => fullName(offer.reference) === target));
    expect(offered).toEqual([]);
  });
});
