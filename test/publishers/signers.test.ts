import { createHash, createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { AcceptedSigner } from '../../server/src/core/accepted-signer';
import { readPublicKey } from '../../server/src/core/pem';
import { publisherById, publishers } from '../../server/src/publishers';
import { isBelow } from '../../server/src/publishers/below';
import { builtInSigners, signersByPublisher } from '../../server/src/publishers/signers';
import { compilePattern } from '../../server/src/signatures/identity/pattern';
import { describeWithShared, sharedPath } from '../support/shared';
import { reference } from '../support/verification';

const rows = [...signersByPublisher].flatMap(([id, signers]) => signers.map(signer => ({ id, signer, publisher: publisherOrFail(id) })));
function publisherOrFail(id: string) {
  const publisher = publisherById(id);
  if (!publisher) throw new Error(`${id} is no publisher`);
  return publisher;
}
const keyless = rows.flatMap(({ id, signer }) => (signer.kind === 'keyless' ? [{ id, ...signer }] : []));
const keys = rows.flatMap(({ id, signer }) => (signer.kind === 'key' ? [{ id, ...signer }] : []));
const expressions = keyless.flatMap(({ id, identityRegexp, example }) => (identityRegexp === undefined ? [] : [{ id, identityRegexp, example: example ?? '' }]));

const signersOf = (text: string): readonly AcceptedSigner[] => builtInSigners(reference(text));

/** Who is expected to have signed, in one text each. */
const named = (text: string) => signersOf(text).map(signer => (signer.kind === 'keyless' ? (signer.identity ?? signer.identityRegexp) : signer.kind === 'key' ? signer.name : ''));

describe('signers that are built in', () => {
  it.each(rows)('of $id say where they were read, and when', ({ signer }) => {
    expect(signer.evidence).toMatch(/^\S.{20,}20\d\d$/);
  });

  it.each(rows)('of $id have scopes on path boundaries, within what the publisher owns', ({ publisher, signer }) => {
    for (const name of signer.scope ?? []) {
      expect(name).toMatch(/^[a-z0-9.-]+(?:\/[a-z0-9._-]+)*$/);
      const image = reference(name.includes('/') ? name : `${name}/some/app`);
      // A scope that is no image itself has some below it.
      const inside = [image, reference(`${name}/app`)].filter(each => publisher.owns(each));
      expect(inside.length, name).toBeGreaterThan(0);
      expect(isBelow(name, reference(`${name}-evil/app`)), name).toBe(false);
    }
  });

  it.each(keyless)('of $id name an issuer and somebody of it', ({ issuer, identity, identityRegexp, example }) => {
    expect(['https://token.actions.githubusercontent.com', 'https://accounts.google.com']).toContain(issuer);
    expect((identity === undefined) !== (identityRegexp === undefined)).toBe(true);
    expect(example === undefined).toBe(identityRegexp === undefined);
  });

  it('are nobody\'s who is known to sign nothing', () => {
    expect(publishers.filter(({ id, doesNotSign }) => doesNotSign && signersByPublisher.has(id))).toEqual([]);
    expect(publishers.filter(({ id, signs }) => (signs === true) !== signersByPublisher.has(id)).map(({ id }) => id)).toEqual([]);
  });

  it('are these exact identities', () => {
    expect(keyless.flatMap(({ id, identity }) => (identity === undefined ? [] : [`${id}: ${identity}`]))).toEqual([
      'chainguard: https://github.com/chainguard-images/images/.github/workflows/release.yaml@refs/heads/main',
      'distroless: keyless@distroless.iam.gserviceaccount.com',
      'kubernetes: krel-trust@k8s-releng-prod.iam.gserviceaccount.com',
      'sigstore: keyless@projectsigstore.iam.gserviceaccount.com',
    ]);
  });

  it('are named for no image whose publisher is anybody, but by a key', () => {
    expect(rows.filter(({ publisher, signer }) => publisher.open && signer.kind !== 'key')).toEqual([]);
  });
});

describe('expressions that are built in', () => {
  it.each(expressions)('of $id match their example: $example', ({ identityRegexp, example }) => {
    expect(compilePattern(identityRegexp)?.matches(example)).toBe(true);
  });

  it.each(expressions)('of $id match no look-alike of $example', ({ identityRegexp, example }) => {
    const pattern = compilePattern(identityRegexp);
    const matched = lookAlikes(example).filter(text => text === example || pattern?.matches(text));
    expect(matched).toEqual([]);
    expect(lookAlikes(example).length).toBeGreaterThan(20);
  });
});

function lookAlikes(example: string): string[] {
  const dots = [...example.matchAll(/\./g)].map(({ index }) => `${example.slice(0, index)}x${example.slice(index + 1)}`);
  const owner = /github\.com\/([^/]+)\//.exec(example)?.[1];
  return [
    ...dots,
    // Longer, shorter, elsewhere.
    ...['x', '/', ' ', '.evil.example', '@evil.example', '%', '#refs/tags/v1.0.0'].map(tail => example + tail),
    ...['x@', ' ', '/', 'https://evil.example/', 'https://evil.example/?'].map(head => head + example),
    example.slice(0, -1), example.slice(0, example.indexOf('@')), '',
    // Other letters and lines.
    example.toUpperCase(), example.replace('github', 'GitHub').replace('sidero', 'Sidero'), example.replaceAll('o', '\u043e'), example.replaceAll('i', '\u0131'),
    `${example}\n`, `\n${example}`, `${example}\nx`, example.replace('@', '\n@'), example.replace('@', '@\n'), `${example}\r`, `${example}\u0000`,
    // Another branch, somebody's pull request, a fork, another workflow.
    ...(owner === undefined
      ? [example.replace('@', '@evil.'), example.replace('@', '@@'), example.replace('.com', '.com.evil.example'), example.replace('@', '@evil.example/@')]
      : [
          example.slice(1), example.replace(/@.*/, '@refs/pull/1/merge'), example.replace(/@.*/, '@refs/heads/evil'), example.replace(/@.*/, '@refs/tags/evil'), example.replace('@refs/', '@evil/refs/'),
          example.replace(`/${owner}/`, `/${owner}-evil/`), example.replace(`/${owner}/`, `/evil-${owner}/`), example.replace(`/${owner}/`, `/evil/${owner}/`),
          example.replace('github.com', 'github.com.evil.example'), example.replace('/.github/', '/evil/.github/'), example.replace('.yaml@', '.yaml/../evil.yaml@'),
        ]),
  ];
}

describe('keys that are built in', () => {
  it.each(keys)('of $id are the key that others know by its digest: $name', ({ pem, sha256 }) => {
    expect(readPublicKey(pem)).toEqual({ pem });
    const spki = createPublicKey(pem).export({ format: 'der', type: 'spki' });
    expect(createHash('sha256').update(spki).digest('hex')).toBe(sha256);
  });

  it('are these', () => {
    expect(keys.map(({ id, name, sha256, ignoreTlog, exactRepository, validFrom, layout }) => ({ id, name, sha256, ignoreTlog, exactRepository, validFrom, layout }))).toEqual([
      ...['docker-hardened-images', 'docker-hardened-mirror'].map(id => ({
        id, name: 'dhi-2', sha256: '118ba556dd52f4aec67018efd316c285c783cd3e54cc0f4527605715c643887c',
        ignoreTlog: true, exactRepository: undefined, validFrom: new Date(1_743_595_200_000).toISOString().replace('.000', ''), layout: 'docker-hardened',
      })),
      {
        id: 'red-hat', name: 'Red Hat release key 3', sha256: 'ba9d26350d78893a20f337e2153a113108bfcf064085afaee60d446e63405576',
        ignoreTlog: true, exactRepository: true, validFrom: undefined, layout: undefined,
      },
    ]);
    const { asymmetricKeyDetails } = createPublicKey(keys.find(({ id }) => id === 'red-hat')?.pem ?? '');
    expect(asymmetricKeyDetails?.modulusLength).toBe(4096);
  });
});

describeWithShared('keys that are built in, beside their copies', 'vectors/keys', () => {
  it.each([
    ['docker-hardened-images', 'docker-dhi-2-latest.pub'],
    ['red-hat', 'redhat-release-key-3-cosign.pub'],
  ])('%s: the same as %s', (id, file) => {
    const copy = readFileSync(sharedPath('vectors/keys', file), 'utf8');
    expect(readPublicKey(copy)).toEqual({ pem: keys.find(key => key.id === id)?.pem });
  });
});

describe('who is expected to have signed', () => {
  it.each([
    ['cgr.dev/chainguard/wolfi-base', ['https://github.com/chainguard-images/images/.github/workflows/release.yaml@refs/heads/main']],
    ['cgr.dev/acme.example/node', []],
    ['gcr.io/distroless/static', ['keyless@distroless.iam.gserviceaccount.com']],
    ['gcr.io/distroless-evil/static', []],
    ['registry.k8s.io/kube-apiserver:v1.33.0', ['krel-trust@k8s-releng-prod.iam.gserviceaccount.com']],
    ['k8s.gcr.io/pause:3.1', []],
    ['dhi.io/node:22', ['dhi-2']],
    ['acme/dhi-node:22', ['dhi-2']],
    ['acme/dhinode:22', []],
    ['registry.access.redhat.com/ubi9/ubi', ['Red Hat release key 3']],
    ['registry.redhat.io/ubi9/ubi', ['Red Hat release key 3']],
    ['registry.redhat.io.evil.example/ubi9/ubi', []],
    ['quay.io/openshift-release-dev/ocp-release', ['Red Hat release key 3']],
    ['quay.io/openshift-release-dev-evil/ocp-release', []],
    ['node:22', []],
    ['docker/dockerfile:1', []],
    ['mcr.microsoft.com/dotnet/sdk:9.0', []],
    ['quay.io/cilium/cilium-envoy', []],
    ['quay.io/cilium/operator-evil', []],
    ['cilium/cilium', []],
    ['ghcr.io/sigstore/cosign/cosign', ['keyless@projectsigstore.iam.gserviceaccount.com']],
    ['ghcr.io/sigstore/rekor/rekor-server', []],
    ['ghcr.io/acme/app', []],
  ])('%s: %j', (text, expected) => expect(named(text)).toEqual(expected));

  it.each(['quay.io/argoproj/argocd', 'quay.io/argoproj/argo-rollouts', 'quay.io/cilium/operator-generic', 'envoyproxy/gateway', 'ghcr.io/fluxcd/helm-controller', 'ghcr.io/siderolabs/installer', 'ghcr.io/sigstore/policy-controller/policy-controller', 'aquasec/tracee'])(
    '%s: one expression', text => {
      expect(signersOf(text)).toMatchObject([{ kind: 'keyless', identityRegexp: expect.any(String) }]);
    });

  it('is bound to the source where others may call the workflow', () => {
    const bound = ['quay.io/argoproj/argocd', 'ghcr.io/fluxcd/helm-controller'].flatMap(signersOf);
    expect(bound).toMatchObject([{ sourceRepository: 'https://github.com/argoproj/argo-cd' }, { sourceRepository: 'https://github.com/fluxcd/helm-controller' }]);
  });

  it('says of each whose it is, and nothing that only the table needs', () => {
    const [signer] = signersOf('registry.redhat.io/ubi9/ubi');
    expect(Object.keys(signer ?? {}).sort()).toEqual(['exactRepository', 'ignoreTlog', 'kind', 'name', 'pem', 'source']);
    expect(signer).toMatchObject({ source: 'red-hat' });
  });
});
