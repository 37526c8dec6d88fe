/** The command that a report offers: real Cosign must take it as it stands, and say the same. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AcceptedKey, AcceptedKeyless, AcceptedSigner } from '../../server/src/core/accepted-signer';
import { parseTrustedRoot, createSignatureVerifier } from '../../server/src/signatures';
import { equalCommands } from '../../server/src/service/report/equal-command';
import { createTestClient } from '../support/fake-registry-client';
import { pushUnderTag, signedPayload } from '../support/look-alikes/attach';
import { keySignature } from '../support/look-alikes';
import { pushBundle, signImage, statement, testIdentity, testIssuer } from '../support/sign-image';
import { createKey, makeKeyBundle } from '../support/sign-key';
import { lookup, reference as parse } from '../support/verification';
import { answerOf } from './support/agreement';
import { Cosign, cosignVersions, layouts, newKey, type CosignKey, type CosignVersion, type Layout } from './support/cosign';
import { createTarget, createWorld, writeText, type Target, type World } from './support/world';

let world: World;
let key: CosignKey;
beforeAll(async () => {
  world = await createWorld();
  key = await newKey(world, 'release');
});
afterAll(() => world.close());

/** The words of a line that `equalCommands` made, which quotes with nothing but single quotes. No shell sees it. */
function wordsOf(line: string): string[] {
  const words = line.match(/(?:'[^']*'|\\'|[^\s'\\])+/g) ?? [];
  return words.map((word) => word.replace(/'([^']*)'|\\'/g, (quoted, inner: string | undefined) => inner ?? quoted.slice(1)));
}

/** What the report says, and the command that it offers. */
async function offered({ tagged }: Target, signers: readonly AcceptedSigner[]): Promise<{ verdict: string; words: string[] }> {
  const root = parseTrustedRoot(JSON.stringify(world.authority.trustedRoot), world.trust.root, { complete: false });
  if (!root.ok) throw new Error(root.reason.template);
  const request = { reference: parse(tagged), signers, publisherDoesNotSign: false };
  const verifier = createSignatureVerifier({ clock: { now: () => Date.now() }, trustRoot: root.root });
  const report = await verifier.verify(request, createTestClient().client, lookup);
  const [line = ''] = equalCommands(report, request);
  return { verdict: report.verdict, words: wordsOf(line) };
}

/** `cosign` is on the path of whoever pastes the line, and the files of the policy lie where they are. */
async function expectBoth(target: Target, signers: readonly AcceptedSigner[], { versions = cosignVersions }: { versions?: readonly CosignVersion[] } = {}): Promise<void> {
  const { verdict, words } = await offered(target, signers);
  expect(verdict).toBe('verified');
  expect(words[0]).toBe('cosign');
  for (const version of versions) {
    expect(answerOf(await new Cosign(version, world).run(words.slice(1))), `Cosign ${version}: ${words.join(' ')}`).toBe('accepts');
  }
}

const named: AcceptedKeyless = { kind: 'keyless', issuer: testIssuer, identity: testIdentity, source: 'policy' };
const byPattern: AcceptedKeyless = { kind: 'keyless', issuer: testIssuer, identityRegexp: 'https://github\\.com/acme/.*', source: 'policy' };
const byKey = (pem: string, name: string, ignoreTlog: boolean): AcceptedKey => ({ kind: 'key', name, pem, ignoreTlog, source: 'policy' });

async function signedKeyless(...formats: Layout[]): Promise<Target> {
  const target = await createTarget(world);
  await signImage({ image: { name: target.name, ...target.index }, push: target.push, authority: world.authority, formats });
  return target;
}

/** Cosign 2 reads a trusted root for bundles alone. */
const versionsFor = (layout: Layout): { versions: readonly CosignVersion[] } => ({ versions: layout === 'bundle' ? cosignVersions : [3] });

describe('the same with Cosign', () => {
  it.each(layouts)('keyless, %s', async (layout) => {
    const target = await signedKeyless(layout);
    for (const signer of [named, byPattern]) await expectBoth(target, [signer], versionsFor(layout));
  });

  it('keyless, in both layouts', async () => {
    await expectBoth(await signedKeyless('legacy', 'bundle'), [named], versionsFor('legacy'));
  });

  it.each(layouts.flatMap((layout) => cosignVersions.map((by) => [layout, by] as const)))('with a key and no log, %s, by Cosign %s', async (layout, by) => {
    const target = await createTarget(world);
    await new Cosign(by, world).sign(target.at(), key, layout);
    await expectBoth(target, [byKey(key.pem, 'release.pub', true)], versionsFor(layout));
  });

  it('with a key and a log, legacy', async () => {
    const target = await createTarget(world);
    const made = createKey();
    await writeText(world, 'logged.pub', made.pem);
    await pushUnderTag(target.push, target.index.digest, 'sig', [await keySignature(made, signedPayload(target.name, target.index.digest), world.authority)]);
    await expectBoth(target, [byKey(made.pem, 'logged.pub', false)], versionsFor('legacy'));
  });

  it('with a key and a log, bundle', async () => {
    const target = await createTarget(world);
    const made = createKey();
    await writeText(world, 'bundled.pub', made.pem);
    await pushBundle(target.push, { name: target.name, ...target.index }, await makeKeyBundle(world.authority, made, statement(target.index.digest)));
    await expectBoth(target, [byKey(made.pem, 'bundled.pub', false)]);
  });

  it.each(layouts)('refuses what Plimsoll refuses, %s', async (layout) => {
    const { verdict, words } = await offered(await signedKeyless(layout), [{ ...named, identity: `${testIdentity}x` }]);
    expect(verdict).toBe('invalid');
    expect(answerOf(await new Cosign(3, world).run(words.slice(1)))).toBe('refuses');
  });
});
