import { describe, expect, it } from 'vitest';
import { generic } from '../../server/src/registries/generic';
import { privateRegistries, quirksOf, registries, registryOf, registrySoftware } from '../../server/src/registries/index';

const account = '123456789012';
const nothing = { headers: {}, errorCodes: [] };

describe('registries that are known by their host', () => {
  it('have an id of their own, public or not', () => {
    const ids = [...registries, ...privateRegistries, ...registrySoftware].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('are matched from the first letter to the last', () => {
    for (const { id, hosts, hostPattern } of privateRegistries) {
      expect(hosts, id).toEqual([]);
      expect(hostPattern?.source, id).toMatch(/^\^.*\$$/);
      expect(hostPattern?.flags, id).toBe('');
    }
  });

  it.each([
    [`${account}.dkr.ecr.eu-central-1.amazonaws.com`, 'amazon-private'], [`${account}.dkr.ecr-fips.us-gov-west-1.amazonaws.com`, 'amazon-private'],
    [`${account}.dkr.ecr.cn-north-1.amazonaws.com.cn`, 'amazon-private'], [`${account}.dkr-ecr.eu-central-1.on.aws`, 'amazon-private'],
    [`${account}.DKR.ecr.eu-central-1.amazonaws.com`, 'amazon-private'],
    ['acmecorp.azurecr.io', 'azure'], ['acmecorp.azurecr.cn', 'azure'], ['acmecorp.azurecr.us', 'azure'], ['acmecorp-a1b2c3.azurecr.io', 'azure'],
  ])('%s is %s, and nobody asks it unasked', (host, id) => {
    expect(privateRegistries.find(({ hostPattern }) => hostPattern?.test(host.toLowerCase()))?.id).toBe(id);
    expect(quirksOf(host)).toMatchObject({ id });
    expect(registryOf(host)).toBeUndefined();
  });
});

describe('attack A5: a host that looks like a registry', () => {
  it.each([
    ['acmecorp.azurecr.io', 'acmecorp.azurecr.io.evil.example'], ['acmecorp.azurecr.io', 'evil-azurecr.io'], ['acmecorp.azurecr.io', 'acmecorp.azurecr.io:8443'],
    ['acmecorp.azurecr.io', 'evil.example/acmecorp.azurecr.io'], ['acmecorp.azurecr.io', 'acmecorpXazurecr.io'], ['acmecorp.azurecr.io', 'acmecorp.azurecr.io\n'],
    ['acmecorp.azurecr.io', 'a.acmecorp.azurecr.io'], ['acmecorp.azurecr.io', '.azurecr.io'],
    [`${account}.dkr.ecr.us-east-1.amazonaws.com`, `${account}.dkr.ecr.us-east-1.amazonaws.com.evil.example`],
    [`${account}.dkr.ecr.us-east-1.amazonaws.com`, `x${account}.dkr.ecr.us-east-1.amazonaws.com`], [`${account}.dkr.ecr.us-east-1.amazonaws.com`, `${account}.dkr.ecr.us-east-1.amazonaws.com:444`],
    [`${account}.dkr.ecr.us-east-1.amazonaws.com`, `${account}.dkr.ecr.evil.example.amazonaws.com`], [`${account}.dkr.ecr.us-east-1.amazonaws.com`, `${account}.dkr.ecrXus-east-1.amazonaws.com`],
    ['docker.io', 'docker.io.evil.example'], ['docker.io', 'xdocker.io'], ['docker.io', 'auth.docker.io'], ['docker.io', 'registry-1.docker.io:444'],
    ['registry.gitlab.com', 'registry.gitlab.com.evil.example'], ['registry.gitlab.com', 'registry.gitlab.com:5050'], ['docker.elastic.co', 'xdocker.elastic.co'],
    ['cgr.dev', 'evil-cgr.dev'], ['cgr.dev', 'cgr.dev:8443'], ['ghcr.io', 'cr.io'], ['ghcr.io', 'xghcr.io'], ['quay.io', 'quay.io.evil.example'],
  ])('beside %s, %j is nobody, and has nobody\'s token service', (genuine, false_) => {
    expect(quirksOf(genuine)).not.toEqual(generic);
    expect(quirksOf(false_)).toEqual(generic);
  });
});

describe('what is known of a registry', () => {
  it.each(['docker.io', 'index.docker.io', 'Registry-1.docker.io'])('of %s: its token service', host => {
    expect(quirksOf(host).tokenHosts).toEqual(['auth.docker.io']);
  });

  it('of most others: the host itself has the tokens', () => {
    for (const host of ['ghcr.io', 'quay.io', 'acmecorp.azurecr.io', 'registry.example']) expect(quirksOf(host).tokenHosts).toEqual([]);
    expect(quirksOf('registry.gitlab.com').tokenHosts).toEqual(['gitlab.com']);
  });

  it.each([['ghcr.io', 'oldest-first'], ['quay.io', 'oldest-first'], ['cgr.dev', 'lexical'], ['registry.example', undefined]])('the tags of %s come %s', (host, order) => {
    expect(quirksOf(host).tagOrder).toBe(order);
  });

  it.each(['public.ecr.aws', `${account}.dkr.ecr.us-east-1.amazonaws.com`])('%s is never asked for more than a thousand tags', host => {
    expect(quirksOf(host).tagPage).toBeLessThanOrEqual(1000);
  });
});

describe('software that runs under any name', () => {
  const asked = (behaviour: Parameters<typeof quirksOf>[1]): object => quirksOf('registry.example', behaviour);

  it.each([{ 'x-jfrog-version': 'Artifactory/7.111.4' }, { 'x-artifactory-id': 'a' }, { server: 'Artifactory/6.23.0' }])('%j is Artifactory', headers => {
    expect(asked({ ...nothing, headers })).toMatchObject({ id: 'artifactory', wantsLibrary: true });
  });

  it.each([{}, { server: 'nginx' }, { server: 'not Artifactory' }, { 'xx-jfrog-version': '7' }, { 'x-jfrog-versions': '7' }])('%j is nothing known', headers => {
    expect(asked({ ...nothing, headers })).toEqual(generic);
  });

  it('Harbor has a word of its own for what is not there', () => {
    expect(asked({ ...nothing, errorCodes: ['NOT_FOUND'] })).toMatchObject({ id: 'harbor' });
    expect(generic.missingCodes).not.toContain('NOT_FOUND');
  });

  it('is not what makes a known host another', () => {
    expect(quirksOf('docker.io', { headers: { 'x-jfrog-version': '7' }, errorCodes: [] })).toMatchObject({ id: 'docker-hub', tokenHosts: ['auth.docker.io'] });
  });
});
