import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { alternativesFor, tables } from '../../server/src/catalog';
import { distrolessTags, retiredDistroless } from '../../server/src/catalog/distroless-images';
import { knownNamespaces } from '../../server/src/catalog/known-namespaces';
import { formatReference, fullName } from '../../server/src/core/reference';
import { officialImages } from '../../server/src/publishers/official-images';
import { describeWithShared, sharedPath } from '../support/shared';
import { names, readTable, reference } from './support';

const distroless = (image: string) => image.replace('gcr.io/distroless/', '');

describeWithShared('our tables beside the facts that they were made from', 'facts', () => {
  const alternatives = readTable('alternatives.tsv');
  const chainguardColumn = 'chainguard_free(latest,latest-dev only)';
  const promised = alternatives.filter(row => row[chainguardColumn] !== '' || row['distroless'] !== '');

  it('have every row of the free tier', () => {
    const expected = readTable('chainguard-free.tsv').map(row => [
      row['image'], row['tags']?.replaceAll(',', ' '), row['run_as'], row['shell'], row['pkg_manager'], row['entrypoint'],
    ]);
    expect(tables.chainguard.map(row => row.slice(0, 6))).toEqual(expected);
  });

  it('have every Distroless image and tag', () => {
    const versioned = readTable('distroless.tsv').filter(row => row['status'] === 'supported');
    const expected = versioned.map(row => [
      `${distroless(row['image'] ?? '')}:${row['tag']}`, row['uid'], row['shell'] === 'no' ? '' : row['shell'],
      row['language'], row['lang_version'], row['libc'], row['entrypoint'],
    ]);
    const ours = tables.distroless.flatMap(([repository, ...rest]) =>
      [...distrolessTags].map(([tag, { user, shell }]) => {
        const [contents, version, libc, entrypoint] = rest;
        return [`${repository}:${tag}`, user, shell, contents, version, libc, entrypoint];
      }));
    expect(ours.map(String).sort()).toEqual(expected.map(String).sort());
  });

  it('have every retired Distroless repository', () => {
    const retired = readTable('distroless.tsv').filter(row => row['status']?.startsWith('retired'));
    expect(retiredDistroless).toEqual(
      retired.map(row => [distroless(row['image'] ?? ''), row['removed'], distroless(row['replacement'] ?? '').split(' ')[0]]),
    );
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

  it('have an offer for every row that names an image of theirs', () => {
    const without = promised.filter(row => alternativesFor(reference(row['upstream'] ?? '')).length === 0);
    expect(promised.length).toBeGreaterThan(50);
    expect(without.map(row => row['upstream'])).toEqual([]);
  });

  it('have no offer that the facts do not list, for any tag of the official images', () => {
    const listed = new Set([
      ...readTable('chainguard-free.tsv').flatMap(row =>
        (row['tags'] ?? '').split(',').map(tag => `cgr.dev/chainguard/${row['image']}:${tag}`)),
      ...readTable('distroless.tsv').filter(row => row['status'] === 'supported').map(row => `${row['image']}:${row['tag']}`),
    ]);
    const asked = [
      ...promised.map(row => row['upstream'] ?? ''),
      ...readTable('docker-official-tags.tsv').map(row => `${row['image']}:${row['tag']}`),
    ].map(reference);
    const offers = asked.flatMap(alternativesFor);
    expect(offers.length).toBeGreaterThan(1000);
    expect(names(offers).filter(name => !listed.has(name))).toEqual([]);
    expect(offers.filter(({ differences }) => differences.length === 0)).toEqual([]);
  });

  it('have none of the doubtful pairs', () => {
    const doubtful = readTable('dfc-suspect-mappings.tsv').map(row => ({
      from: reference(row['from'] ?? ''),
      target: `cgr.dev/chainguard/${(row['dfc_target'] ?? '').split(':')[0]}`,
    }));
    const offered = doubtful.filter(({ from, target }) =>
      alternativesFor(from).some(offer => fullName(offer.reference) === target));
    expect(offered.map(({ from, target }) => `${formatReference(from)} ${target}`)).toEqual([]);
  });
});
