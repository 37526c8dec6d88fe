import { describe, expect, it } from 'vitest';
import { createCatalog, readTables } from '../../server/src/catalog';
import { shippedCatalog as catalog, shippedTexts } from '../../server/src/catalog/shipped';
import { render } from '../../server/src/core/message';
import { names, reference, today } from './support';

const aboutOf = (name: string): string => catalog.about(reference(name)).map(each => render(each)).filter(each => !each.startsWith('gets fixes')).join('; ');
const surroundingsOf = (name: string): string => catalog.surroundings(reference(name)).map(each => render(each)).join('; ');

describe('what is said of an official image', () => {
  it.each([
    ['node:22', 'user root; shell bash; package manager apt'],
    ['node:22-alpine', 'user root; shell busybox; package manager apk'],
    ['python:3.13-alpine3.23', 'user root; shell busybox; package manager apk'],
    ['ubuntu', 'user root; shell bash; package manager apt'],
    ['busybox', 'user root; shell busybox; no package manager'],
    ['bash:3-alpine3.22', 'user root; shell bash; package manager apk'],
    ['nats', 'user root; no shell; no package manager'],
    ['nats:alpine', 'user root; shell busybox; package manager apk'],
    ['mysql', 'user root; shell bash; package manager microdnf'],
    ['traefik:3', 'user root; shell busybox; package manager apk'],
    ['haproxy:3.0-alpine', 'user haproxy; shell busybox; package manager apk'],
    ['elasticsearch:9.5.2', 'user 1000:0; shell bash; package manager apt'],
    ['solr', 'user 8983; shell bash; package manager apt'],
    ['public.ecr.aws/docker/library/memcached:1', 'user memcache; shell bash; package manager apt'],
  ])('%s: %s', (name, expected) => {
    expect(aboutOf(name)).toBe(expected);
  });

  it.each([
    ['docker:dind', 'user root'],
    ['docker:dind-rootless', 'user rootless'],
    ['wordpress:cli', 'user www-data; shell busybox; package manager apk'],
    ['wordpress:php8.4-fpm', 'user root; shell bash; package manager apt'],
    ['mariadb:11-ubi', 'user mysql; shell bash; package manager microdnf'],
    ['mariadb:11', 'user root'],
    ['influxdb:1.11', 'user influxdb'],
    ['influxdb:1.11-data', 'user root'],
    ['influxdb:2', 'user root'],
    ['influxdb:3-core', 'user influxdb3'],
    ['varnish:6.0', 'user root'],
    ['varnish:8.0', 'user varnish'],
    ['flink:2.1-java17', 'user root'],
    ['flink:2.2-java17', 'user flink'],
    ['amazoncorretto:21', 'user root; shell bash; package manager dnf'],
    ['amazoncorretto:21-al2', 'user root; shell bash; package manager yum'],
    ['amazoncorretto:21-al2023', 'user root; shell bash; package manager dnf'],
    ['maven:3-amazoncorretto-21', 'user root; shell bash; package manager dnf'],
    ['maven:3-amazoncorretto-21-debian', 'user root; shell bash; package manager apt'],
    ['eclipse-temurin:21-ubi9-minimal', 'user root; shell bash; package manager microdnf'],
  ])('%s differs by its tag: %s', (name, expected) => {
    expect(aboutOf(name).startsWith(expected), aboutOf(name)).toBe(true);
  });

  it.each([
    'archlinux', 'cirros', 'azul-zulu:21-almalinux10', 'golang:1-windowsservercore', 'traefik:nanoserver-ltsc2022', 'node:8', 'haproxy:1.8', 'node:no-such-tag',
    'somebody/node:22', 'quay.io/library/node:22',
  ])('is nothing where nobody read it: %s', name => {
    expect(aboutOf(name)).toBe('user and shell not known');
  });

  it('is known of nearly every tag that is listed', () => {
    const listed = catalog.images(today).filter(({ publisher }) => publisher === 'docker-official')
      .flatMap(({ reference: image }) => catalog.tags(image, today).map(tag => `${image.repository.replace('library/', '')}:${tag}`))
      .filter(name => !/windows|nanoserver/.test(name));
    const unknown = new Set(listed.filter(name => aboutOf(name) === 'user and shell not known').map(name => name.split(':')[0]));
    expect(listed.length).toBeGreaterThan(3000);
    expect([...unknown].sort()).toEqual(['alt', 'archlinux', 'azul-zulu', 'cirros', 'mageia']);
  });

  it('reaches no rule: they judge by definitions of their own', () => {
    expect(['node:22', 'nats', 'haproxy'].map(name => catalog.contents(reference(name)))).toEqual([undefined, undefined, undefined]);
  });
});

describe('what an image that is replaced has', () => {
  it('is likely the same for a tag that is not built any more, where every one of its kind is alike', () => {
    expect(surroundingsOf('node:16')).toBe('user root; shell bash; package manager apt');
    expect(surroundingsOf('node:22')).toBe('user root; shell bash; package manager apt; ENTRYPOINT docker-entrypoint.sh');
    expect(surroundingsOf('golang:1.26')).toBe('user root; shell bash; package manager apt');
    expect(surroundingsOf('docker:cli')).not.toContain('ENTRYPOINT');
    expect(surroundingsOf('python:3.7-alpine')).toBe('user root; shell busybox; package manager apk');
    expect(surroundingsOf('haproxy:1.8')).not.toContain('user');
    expect(surroundingsOf('influxdb:1.7')).not.toContain('user');
    expect(surroundingsOf('azul-zulu:7')).not.toContain('user');
  });

  it('is not guessed for images of others', () => {
    expect(surroundingsOf('somebody/app:1')).toBe('');
    expect(surroundingsOf('bitnami/redis')).not.toContain('user');
  });
});

describe('an official image that is offered', () => {
  const differencesOf = (name: string, offered: string, from = catalog): string => {
    const offer = from.alternatives({ reference: reference(name), today }).find(each => names([each])[0]?.startsWith(`docker.io/library/${offered}:`));
    return offer?.differences.map(each => render(each)).join('; ') ?? 'not offered';
  };

  it('is offered with the user that it has', () => {
    expect(differencesOf('bitnami/redis', 'redis')).toBe('user root; other paths, settings and environment variables');
    expect(differencesOf('bitnami/memcached', 'memcached')).toBe('user memcache; other paths, settings and environment variables');
    expect(differencesOf('bitnami/solr', 'solr')).toMatch(/^user 8983; /);
  });

  it('is offered without a word about a user that nobody read', () => {
    const officialContents = shippedTexts.officialContents.split('\n').filter(row => !row.startsWith('redis\t')).join('\n');
    const unread = createCatalog(readTables({ ...shippedTexts, officialContents }));
    expect(differencesOf('bitnami/redis', 'redis', unread)).toBe('other paths, settings and environment variables');
  });
});
