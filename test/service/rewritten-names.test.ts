import { describe, expect, it } from 'vitest';
import { defaultPolicy } from '../../server/src/core/policy';
import type { RegistryClient } from '../../server/src/oci/client';
import type { DocumentContext } from '../../server/src/service/image-service';
import { checkRequiredSignatures } from '../../server/src/service/required-signatures';
import { background, createTestClock } from '../support/fake-registry-client';
import { createTestService } from '../support/service';

const consent = background('ghcr.io');
const pod = 'apiVersion: v1\nkind: Pod\nspec: { containers: [{ image: "ghcr.io/acme/app:1" }] }\n';
const overlay = 'images:\n- name: x\n  newName: ghcr.io/acme/app\n  newTag: "1"\n';
const rename = 'images:\n- name: x\n  newName: ghcr.io/acme/app\n';
const name = 'ghcr.io/acme/app';

/** An engine that tells what registries were asked. */
async function world(context: Partial<DocumentContext> = {}) {
  const asked: string[] = [];
  const client: Partial<RegistryClient> = {
    async resolve({ repository, tag }) {
      asked.push(`${repository}:${tag}`);
      return { digest: `sha256:${'a'.repeat(64)}`, mediaType: '', verified: false, resolvedAt: 0 };
    },
  };
  const service = await createTestService({ client: client as RegistryClient, clock: createTestClock() });
  const full: DocumentContext = { policy: defaultPolicy, path: '', localNames: new Set(), ...context };
  const read = (path: string, text: string) => {
    const document = service.read({ path, text }, full.policy);
    if (!document) throw new Error(path);
    return document;
  };
  const rules = (path: string, text: string) => service.check(read(path, text), full).findings.map(({ rule }) => rule);
  return { service, asked, context: full, read, rules };
}

describe('a name that the workspace rewrites', () => {
  const context = { rewrittenNames: new Set([name]) };

  it('is nobody’s business where it is used, and an image as any other where it is written', async () => {
    const { rules, service, asked, read, context: full } = await world(context);
    expect(rules('pod.yaml', pod)).toEqual([]);
    expect(rules('kustomization.yaml', overlay)).toContain('tag-not-pinned');
    await service.lookUp(read('pod.yaml', pod), full, { consent });
    expect(asked).toEqual([]);
    await service.lookUp(read('kustomization.yaml', overlay), full, { consent });
    expect(asked).toEqual(['acme/app:1']);
  });

  it('is not pinned where it is used', async () => {
    const { service, read, context: full } = await world(context);
    const plan = await service.pinAll(read('pod.yaml', pod), full, { consent });
    expect(plan.edits).toEqual([]);
    expect(plan.left.map(({ reason }) => reason.template)).toEqual(['built by this workspace']);
  });
});

it('a name that the workspace builds is local where it is written too', async () => {
  const { rules } = await world({ localNames: new Set([name]), rewrittenNames: new Set([name]) });
  expect([rules('pod.yaml', pod), rules('kustomization.yaml', overlay)]).toEqual([[], []]);
});

describe('an image whose tag stands in another file', () => {
  it('does not mean latest', async () => {
    const { service, rules, read, asked, context } = await world();
    expect(rules('kustomization.yaml', rename)).not.toContain('tag-missing');
    const document = read('kustomization.yaml', rename);
    const [use] = document.uses;
    if (!use) throw new Error('no use');
    await service.lookUp(document, context, { consent });
    expect(await service.lookUpDetails(document, use, context, { consent })).toBe(false);
    const { resolution, details, tagAdvice } = service.facts(use, document, context);
    expect([resolution.state, details.state, tagAdvice.state]).toEqual(['unknown', 'unknown', 'unknown']);
    const { edits, left } = await service.pinAll(document, context, { consent });
    expect([edits, left.map(({ kind }) => kind)]).toEqual([[], ['skipped']]);
    expect(asked).toEqual([]);
  });

  it('cannot be checked where a signature is required', async () => {
    const policy = { ...defaultPolicy, signatures: [{ images: 'ghcr.io/acme/**', required: true }] };
    const { service, read, context, asked } = await world({ policy });
    const { unknown } = await checkRequiredSignatures(read('kustomization.yaml', rename), context, service, { consent });
    expect(unknown).toEqual([{ reference: name, reason: { template: 'The tag of this image stands in another file.', args: [] } }]);
    expect(asked).toEqual([]);
  });
});
