import { describe, expect, it } from 'vitest';
import type { RegistryClient } from '../../server/src/oci/client';
import { RegistryError } from '../../server/src/oci/error';
import type { Fix } from '../../server/src/service/image-service';
import { message, render } from '../../server/src/core/message';
import { action } from '../support/fake-registry-client';
import { contextOf, documentOf, entry, image, pinAll, said, signedService } from '../support/signed-service';
import { signAs, type Signed } from '../support/sign-as';
import { testIssuer } from '../support/sign-image';
import { reference } from '../support/verification';

const named = contextOf(entry());
const required = contextOf(entry({ required: true }));
const unreachable = new RegistryError('unreachable', 'registry.example', 'no route');

async function pinned(how: Signed, context = named, prepare?: (world: Awaited<ReturnType<typeof signedService>>) => void) {
  const world = await signedService(how);
  prepare?.(world);
  const plan = await pinAll(world, context);
  return { world, plan, ...said(plan), after: `${image}:latest@${world.signed.digest}` };
}

describe('pinning where a signer is known', () => {
  it('verifies the exact digest, and writes it without a word', async () => {
    const { changed, left, notes, after, world } = await pinned('good');
    expect({ changed, left, notes }).toEqual({ changed: [after], left: [], notes: [] });
    expect(world.verified.map(({ reference: asked, depth }) => [asked.tag, asked.digest, depth ?? 'verdict'])).toEqual([[undefined, world.signed.digest, 'verdict']]);
  });

  it('writes nothing after an invalid signature', async () => {
    const { plan, left } = await pinned('wrong');
    expect(plan.edits).toEqual([]);
    expect(left).toEqual([expect.stringMatching(/^failed: its signature is not accepted: /)]);
  });

  it('writes nothing where somebody else signed', async () => {
    const { plan, left } = await pinned('other');
    expect(plan.edits).toEqual([]);
    expect(left).toEqual([expect.stringContaining('its signature is not accepted')]);
  });

  it('writes what nobody signed, and says so', async () => {
    const { changed, notes, after } = await pinned('none');
    expect({ changed, notes }).toEqual({ changed: [after], notes: ['its signature is not verified: No signature was found.'] });
  });

  it('says that a mirror answered, beside what is to be said of the signature', async () => {
    const byMirror = ({ registry }: Awaited<ReturnType<typeof signedService>>): void => {
      const resolve = registry.resolveVerified.bind(registry);
      registry.resolveVerified = async (...asked) => {
        const resolution = await resolve(...asked);
        return resolution === 'missing' ? resolution : { ...resolution, via: 'mirror.example:5000' };
      };
    };
    const answered = `answered by the mirror mirror.example:5000, because ${image.split('/')[0]} could not be reached`;
    expect(await pinned('good', named, byMirror)).toMatchObject({ notes: [answered] });
    expect(await pinned('none', named, byMirror)).toMatchObject({ notes: [`${answered}; its signature is not verified: No signature was found.`] });
    expect((await pinned('wrong', named, byMirror)).left).toEqual([expect.stringMatching(/^failed: its signature is not accepted: /)]);
  });

  it('writes what could not be checked, and says so', async () => {
    const { changed, notes, after } = await pinned('good', named, ({ registry }) => registry.fail('referrers', unreachable));
    expect(changed).toEqual([after]);
    // What was found beside the failure is good.
    expect(notes).toEqual([]);
    const unknown = await pinned('none', named, ({ registry }) => registry.fail('referrers', unreachable));
    expect({ changed: unknown.changed, notes: unknown.notes }).toEqual({ changed: [unknown.after], notes: [expect.stringContaining('could not reach registry.example')] });
  });

  it.each(['none', 'wrong', 'other'] as const)('writes nothing where the policy requires a signature: %s', async how => {
    const { plan, left } = await pinned(how, required);
    expect(plan.edits).toEqual([]);
    expect(left).toEqual([expect.stringMatching(/^failed: the policy requires a signature on it: /)]);
  });

  it('writes nothing where the policy requires a signature, and nobody is named', async () => {
    const { keyless: _, ...anybody } = entry({ required: true });
    const { plan, left } = await pinned('good', contextOf(anybody));
    expect(plan.edits).toEqual([]);
    expect(left).toEqual([expect.stringContaining('the policy requires a signature on it')]);
  });

  it('writes nothing where a required signature could not be checked', async () => {
    const { plan, left } = await pinned('none', required, ({ registry }) => registry.fail('referrers', unreachable));
    expect(plan.edits).toEqual([]);
    expect(left).toEqual([expect.stringContaining('could not reach registry.example')]);
  });

  it('does not verify what nobody is known to sign', async () => {
    const { changed, after, world } = await pinned('other', contextOf());
    expect(changed).toEqual([after]);
    expect(world.verified).toEqual([]);
  });

  it('is not talked out of it by a file that names another signer', async () => {
    // A nearer file may only narrow: of the two nobody is left, and that is not the same as nobody being named.
    const nobody = contextOf(entry({ source: 'a' }), entry({ keyless: { issuer: testIssuer, identity: 'nobody' }, effect: 'narrows', source: 'b' }));
    const { plan, left } = await pinned('good', nobody);
    expect(plan.edits).toEqual([]);
    expect(left).toEqual([expect.stringContaining('its signature is not accepted')]);
  });

  it('verifies a digest once, however often a document names it', async () => {
    const world = await signedService('good');
    const text = `FROM ${image}\nFROM ${image}:latest\nFROM ${image} AS again\n`.repeat(20);
    expect((await pinAll(world, named, { text })).changed).toHaveLength(60);
    expect(world.verified).toHaveLength(1);
  });
});

describe('pinning on save', () => {
  it('writes only what is verified, or needs not be', async () => {
    const world = await signedService('good');
    const onSave = async (context = named) => said(await pinAll(world, context, { source: 'cache' }));
    await world.service.lookUp(documentOf(world.service), named, { consent: action });
    expect(await onSave()).toEqual({ changed: [], left: ['skipped: not verified yet'], notes: [] });
    expect((await onSave(contextOf())).changed).toHaveLength(1);
    await pinAll(world, named);
    expect((await onSave()).changed).toEqual([`${image}:latest@${world.signed.digest}`]);
    expect(world.verified).toHaveLength(1);
  });

  it.each(['none', 'wrong', 'other'] as const)('writes nothing that somebody would have to be told of: %s', async how => {
    const world = await signedService(how);
    await pinAll(world, named);
    expect(await pinAll(world, named, { source: 'cache' })).toMatchObject({ edits: [], left: [{ kind: 'skipped' }] });
  });

  it('reuses no verdict that another policy gave', async () => {
    const world = await signedService('good');
    await pinAll(world, named);
    const stranger = contextOf(entry({ keyless: { issuer: testIssuer, identity: 'https://github.com/acme/other' } }));
    expect(said(await pinAll(world, stranger, { source: 'cache' }))).toMatchObject({ changed: [], left: ['skipped: not verified yet'] });
  });
});

describe('"pin anyway"', () => {
  const fixesOf = ({ service }: Awaited<ReturnType<typeof signedService>>, context = named): readonly Fix[] => service.fixes(documentOf(service), 6, context);
  const anyway = (fixes: readonly Fix[]) => fixes.find(({ unverified }) => unverified);

  it('is offered once a signature was refused, beside the pin and never as the default', async () => {
    const world = await signedService('other');
    expect(anyway(fixesOf(world))).toBeUndefined();
    expect(fixesOf(world)[0]).toMatchObject({ kind: 'pin', preferred: true });
    await pinAll(world, named);
    const fix = anyway(fixesOf(world));
    expect(fixesOf(world).filter(({ preferred }) => preferred)).toEqual([]);
    const plan = await world.service.resolveFix(documentOf(world.service), fix!, named, { consent: action });
    expect(said(plan)).toMatchObject({ changed: [`${image}:latest@${world.signed.digest}`], notes: [expect.stringContaining('its signature is not verified')] });
    // The plain pin still refuses.
    const [pin] = fixesOf(world);
    expect((await world.service.resolveFix(documentOf(world.service), pin!, named, { consent: action })).edits).toEqual([]);
  });

  it('is not there where the policy requires a signature, and does nothing there', async () => {
    const world = await signedService('other');
    await pinAll(world, named);
    const fix = anyway(fixesOf(world));
    await pinAll(world, required);
    expect(anyway(fixesOf(world, required))).toBeUndefined();
    expect((await world.service.resolveFix(documentOf(world.service), fix!, required, { consent: action })).edits).toEqual([]);
  });
});

describe('swapping', () => {
  const swap = (target: string): Fix => ({ kind: 'swap', title: message('t'), rules: [], use: undefined as never, target: reference(target), preferred: false });
  async function swapped(how: Signed, context = named, failing?: RegistryError) {
    const world = await signedService(how);
    if (failing) for (const operation of ['resolve', 'manifest'] as const) world.registry.fail(operation, failing);
    const document = documentOf(world.service, 'FROM node:20\n');
    const plan = await world.service.resolveFix(document, { ...swap(image), use: document.uses[0]! }, context, { consent: action });
    return { ...said(plan), edits: plan.edits.length, digest: world.signed.digest };
  }

  it('verifies the image that takes the place', async () => {
    const { changed, digest } = await swapped('good');
    expect(changed).toEqual([`${image}:latest@${digest}`]);
    expect(await swapped('other')).toMatchObject({ edits: 0, left: [expect.stringContaining('not accepted')] });
    expect(await swapped('none')).toMatchObject({ edits: 1, notes: [expect.stringContaining('signature is not verified')] });
    expect(await swapped('none', required)).toMatchObject({ edits: 0 });
  });

  it('writes the tag alone where the registry cannot be asked, and nothing where a signature is required', async () => {
    expect(await swapped('good', named, unreachable)).toMatchObject({ changed: [image], notes: [expect.stringContaining('could not reach')] });
    expect(await swapped('good', required, unreachable)).toMatchObject({ edits: 0, left: [expect.stringContaining('the policy requires a signature on it')] });
    // Whoever is offline on purpose knows that nobody was asked.
    const offline = new RegistryError('offline', 'registry.example', 'not contacted');
    expect(await swapped('good', named, offline)).toMatchObject({ changed: [image], notes: [] });
    expect(await swapped('good', required, offline)).toMatchObject({ edits: 0 });
    expect(await swapped('good', contextOf(), unreachable)).toMatchObject({ changed: [image], notes: [] });
  });
});

describe('converting', () => {
  const chainguard = entry({ images: 'cgr.dev/**' });
  async function converted(how: Signed, context = contextOf(chainguard), failing?: RegistryError) {
    const world = await signedService(how);
    if (failing) for (const operation of ['resolve', 'manifest'] as const) world.registry.fail(operation, failing);
    const document = documentOf(world.service, 'FROM python:3.13\nCOPY . /app\nCMD ["python", "/app/main.py"]\n');
    const { text, changes, left } = await world.service.convert(document, context, { consent: action, to: 'chainguard' });
    return {
      text, digest: world.signed.digest, notes: changes.flatMap(({ note }) => (note ? [render(note)] : [])),
      reasons: left.filter(({ kind }) => kind === 'failed').map(({ reason }) => render(reason)),
    };
  }

  it('verifies what it builds on', async () => {
    const good = await converted('good');
    expect(good.text).toContain(`cgr.dev/chainguard/python:latest@${good.digest}`);
    expect(good.notes).toEqual([]);
    const other = await converted('other');
    expect(other.text).not.toContain('cgr.dev');
    expect(other.reasons).toContainEqual(expect.stringContaining('its signature is not accepted'));
  });

  it('says what is not verified, and leaves what is required', async () => {
    const none = await converted('none');
    expect(none.text).toContain(none.digest);
    expect(none.notes).toContainEqual('its signature is not verified: No signature was found.');
    expect((await converted('none', contextOf({ ...chainguard, required: true }))).text).not.toContain('cgr.dev');
  });

  it('writes a tag alone only where no signature is required', async () => {
    const offline = await converted('good', contextOf(chainguard), unreachable);
    expect(offline.text).toContain('cgr.dev');
    expect(offline.notes).toContainEqual(expect.stringContaining('could not reach'));
    expect((await converted('good', contextOf({ ...chainguard, required: true }), unreachable)).text).not.toContain('cgr.dev');
  });
});

describe('whoever does not wait', () => {
  it('gets nothing written, and leaves no verdict behind', async () => {
    const world = await signedService('none');
    const controller = new AbortController();
    const client: Partial<RegistryClient> = world.registry;
    client.referrers = async () => {
      controller.abort();
      throw new RegistryError('cancelled', 'registry.example', 'gone');
    };
    const plan = await world.service.pinAll(documentOf(world.service), named, { consent: action, signal: controller.signal });
    expect(plan.edits).toEqual([]);
    // What nobody waits for comes to its end by itself.
    await expect.poll(() => world.ended).toBe(1);
    const { signature } = world.service.facts(documentOf(world.service).uses[0]!, documentOf(world.service), named);
    expect(signature).toEqual({ state: 'unknown', reason: 'not-looked-up' });
  });
});

it('is verified again by somebody who acts, once it may have been signed', async () => {
  const world = await signedService('none');
  expect(said(await pinAll(world, required)).changed).toEqual([]);
  await signAs('good', world.registry.push, world.signed, world.authority);
  world.clock.advance(61_000);
  expect(said(await pinAll(world, required)).changed).toHaveLength(1);
});
