import { describe, expect, it } from 'vitest';
import type { PublisherFact } from '../../../server/src/core/facts';
import { render } from '../../../server/src/core/message';
import { isTrusted } from '../../../server/src/core/policy-trust';
import { parsePolicyFile, type PolicyFile } from '../../../server/src/policy/parse';
import { trustOffersFor } from '../../../server/src/service/assist/trust';
import type { DocumentContext } from '../../../server/src/service/image-service';
import { loadPolicy } from '../../../server/src/service/policies';
import { reference } from '../../catalog/support';

interface Scene {
  readonly files?: Readonly<Record<string, string>>;
  readonly machine?: string;
  readonly trusted?: boolean;
  readonly folder?: string;
  readonly path?: string;
  readonly settings?: { readonly publishers?: readonly string[]; readonly references: readonly string[]; readonly strict: boolean };
}

function fileOf(text: string, path: string): PolicyFile {
  return parsePolicyFile(text, path).policy;
}

async function contextOf({ files = {}, machine, trusted = true, folder = '/w', path = '/w/app/Dockerfile', settings }: Scene): Promise<DocumentContext> {
  const loaded = await loadPolicy(
    { readText: file => Promise.resolve(files[file]) },
    {
      folder: folder === '' ? undefined : folder,
      path,
      settings: { rules: {}, formats: {}, trust: settings ?? { references: [], strict: false } },
      trusted,
      ...(machine === undefined ? {} : { machine: fileOf(machine, '/etc/plimsoll/config.yaml') }),
    },
  );
  return { ...loaded, localNames: new Set() };
}

const unknown: PublisherFact = { kind: 'unknown-namespace', hub: false, namespace: 'somebody' };

async function offers(scene: Scene, image = 'ghcr.io/somebody/app:1', publisher = unknown) {
  const context = await contextOf(scene);
  return { context, offers: trustOffersFor(reference(image), publisher, context) };
}

const titles = async (...args: Parameters<typeof offers>) => (await offers(...args)).offers.map(({ title }) => render(title));
const request = async (scene: Scene) => (await offers(scene)).offers.map(each => each.request && render(each.request));

describe('ways to trust an image', () => {
  it('each make it trusted, in the policy that would apply then', async () => {
    const { context, offers: found } = await offers({ files: { '/w/.plimsoll.yaml': 'version: 1\ntrust: { publishers: [distroless], strict: true }\n' } }, 'cgr.dev/chainguard/node:1', {
      kind: 'known', id: 'chainguard', title: 'Chainguard',
    });
    expect(found.map(({ entry }) => entry)).toEqual([
      { key: 'publishers', value: 'chainguard' },
      { key: 'references', value: 'cgr.dev/chainguard/**' },
      { key: 'references', value: 'cgr.dev/chainguard/node' },
    ]);
    for (const { entry } of found) {
      const after = context.trustList?.with(entry!);
      expect(after && isTrusted(reference('cgr.dev/chainguard/node:1'), 'chainguard', after)).toBe(true);
      expect(after && isTrusted(reference('gcr.io/distroless/cc'), 'distroless', after)).toBe(true);
    }
    expect(context.trustList?.file).toBe('/w/.plimsoll.yaml');
  });

  it('name a publisher only when a policy can name it', async () => {
    expect(await titles({}, 'docker.elastic.co/kibana/kibana:9', { kind: 'known', id: 'elastic', title: 'Elastic' })).toEqual([
      'Trust docker.elastic.co/kibana/**', 'Trust this image (docker.elastic.co/kibana/kibana)',
    ]);
    expect((await titles({}, 'acme/app:1', { kind: 'known', id: 'docker-verified-publisher', title: 'Docker Verified Publisher: acme' }))[0]).toBe('Trust publisher Docker Verified Publisher');
  });

  it('end where the machine has a list of its own, but within it', async () => {
    expect(await titles({ machine: 'trust: { references: ["ghcr.io/somebody/app"] }\n' })).toEqual(['Trust ghcr.io/somebody/**', 'Trust this image (ghcr.io/somebody/app)']);
    expect(await request({ machine: 'trust: { references: ["ghcr.io/acme/**"] }\n' })).toEqual([
      'Please add ghcr.io/somebody/app:1 to the trust list.\nUsed in: app/Dockerfile\nThe list is kept by: /etc/plimsoll/config.yaml',
    ]);
    expect(await request({ machine: 'locked: [trust]\n', files: { '/w/.plimsoll.yaml': 'version: 1\nlocked: [trust]\n' } })).toEqual([expect.stringContaining('/etc/plimsoll/config.yaml')]);
  });

  it('are written at the root of the repository, wherever in it the folder is', async () => {
    const { context } = await offers({ files: { '/w/.git/HEAD': 'ref' }, folder: '/w/app' });
    expect(context.trustList?.file).toBe('/w/.plimsoll.yaml');
  });

  it('are none in a workspace that nobody trusts, and outside of any', async () => {
    expect(await titles({ trusted: false })).toEqual([]);
    expect(await titles({ folder: '' })).toEqual([]);
  });

  it('are to ask for where the list is locked, and only there', async () => {
    expect(await titles({ files: { '/w/.plimsoll.yaml': 'version: 1\nlocked: [rules, signatures]\n' } })).toHaveLength(2);
    expect(await titles({ files: { '/w/.plimsoll.yaml': 'version: 1\nlocked: [trust]\n' } })).toEqual(['Request trust for ghcr.io/somebody/app:1']);
  });
});
