import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../server/src/core/finding';
import { message, render } from '../../../server/src/core/message';
import { parsePolicyFile } from '../../../server/src/policy/parse';
import { hidingOffersFor, planHiding } from '../../../server/src/service/assist/ignoring';
import type { DocumentContext } from '../../../server/src/service/image-service';
import { loadPolicy } from '../../../server/src/service/policies';
import { readText } from '../../support/drawn-findings';

interface Scene {
  readonly files?: Readonly<Record<string, string>>;
  readonly machine?: string;
  readonly trusted?: boolean;
}

async function contextOf({ files = {}, machine, trusted = true }: Scene): Promise<DocumentContext> {
  const loaded = await loadPolicy({ readText: file => Promise.resolve(files[file]) }, {
    folder: '/w',
    path: '/w/app/Dockerfile',
    settings: { rules: {}, formats: {}, trust: { references: [], strict: false } },
    trusted,
    ...(machine === undefined ? {} : { machine: parsePolicyFile(machine, '/etc/plimsoll/config.yaml').policy }),
  });
  return { ...loaded, localNames: new Set() };
}

function findingOf(rule: string, concern: Finding['concern'], text = 'FROM ghcr.io/somebody/app:1\n'): Finding {
  const [use] = readText(text).uses;
  if (!use) throw new Error('no use');
  return { rule, concern, severity: 'warning', range: use.site.range, message: message('m'), use, related: [] };
}

const pinning = findingOf('tag-not-pinned', 'pinning');
const offersOf = async (scene: Scene, finding = pinning) => hidingOffersFor(finding, await contextOf(scene), '2026-01-01');
const shown = async (...args: Parameters<typeof offersOf>) => (await offersOf(...args)).map(({ title, entry, request }) => [render(title), entry !== undefined, request && render(request)]);
const policy = (text: string) => ({ files: { '/w/.plimsoll.yaml': `version: 1\n${text}` } });

describe('ways to hide a finding by the policy', () => {
  it('are an entry for the image, and the rule switched off', async () => {
    expect((await offersOf({})).map(({ entry }) => entry)).toEqual([
      { key: 'ignore', value: { rule: 'tag-not-pinned', image: 'ghcr.io/somebody/app' } },
      { key: 'rules', rule: 'tag-not-pinned', value: 'off' },
    ]);
    expect(await shown({})).toEqual([
      ['Ignore tag-not-pinned for ghcr.io/somebody/app in .plimsoll.yaml', true, undefined],
      ['Switch tag-not-pinned off in .plimsoll.yaml', true, undefined],
    ]);
  });

  it('name what a proxy cache stands for', async () => {
    const [image] = await offersOf(policy('upstreams: { ghcr.io/somebody: docker.io/acme }\n'));
    expect(image?.entry).toEqual({ key: 'ignore', value: { rule: 'tag-not-pinned', image: 'docker.io/acme/app' } });
  });

  it('are one where there is no image to name', async () => {
    expect(await shown({}, findingOf('reference-invalid', 'grammar', 'FROM UPPER\n'))).toEqual([['Switch reference-invalid off in .plimsoll.yaml', true, undefined]]);
  });

  it('are to ask for where the rules are locked, of whoever locked them', async () => {
    const asked = (keeper: string) => [
      ['Request to ignore tag-not-pinned for ghcr.io/somebody/app', false, `Please ignore tag-not-pinned for ghcr.io/somebody/app.\nReported in: app/Dockerfile\nThe policy is kept by: ${keeper}`],
      ['Request to switch tag-not-pinned off', false, `Please switch tag-not-pinned off.\nReported in: app/Dockerfile\nThe policy is kept by: ${keeper}`],
    ];
    expect(await shown(policy('locked: [rules]\n'))).toEqual(asked('.plimsoll.yaml'));
    expect(await shown({ machine: 'locked: [rules]\n' })).toEqual(asked('/etc/plimsoll/config.yaml'));
    expect(await shown({ machine: 'rules: { tag-not-pinned: error }\n' })).toEqual(asked('/etc/plimsoll/config.yaml'));
  });

  it('are to ask for where the lock is on what the rule reports on', async () => {
    const publisher = findingOf('publisher-unknown', 'publisher');
    expect((await shown(policy('locked: [trust]\n'), publisher)).map(([, mayBe]) => mayBe)).toEqual([false, false]);
    expect((await shown(policy('locked: [trust]\n'))).map(([, mayBe]) => mayBe)).toEqual([true, true]);
  });

  it('help, or are to ask for: a nearer file has the last word on a rule, and what is required is not switched off', async () => {
    const nearer = { files: { '/w/.plimsoll.yaml': 'version: 1\n', '/w/app/.plimsoll.yaml': 'version: 1\nrules: { tag-not-pinned: error }\n' } };
    expect((await shown(nearer)).map(([title, , request]) => [title, String(request).split(': ').at(-1)])).toEqual([
      ['Ignore tag-not-pinned for ghcr.io/somebody/app in .plimsoll.yaml', 'undefined'],
      ['Request to switch tag-not-pinned off', 'app/.plimsoll.yaml'],
    ]);
    const required = policy('signatures: [{ images: "ghcr.io/**", required: true }]\n');
    expect((await shown(required, findingOf('signature-missing', 'signature'))).map(([, mayBe]) => mayBe)).toEqual([true, false]);
  });

  it('are none in a workspace that nobody trusts', async () => {
    expect(await offersOf({ trusted: false })).toEqual([]);
  });
});

describe('the edit', () => {
  it('writes the reason, as one line', async () => {
    const [image, rule] = await offersOf({});
    expect(planHiding('', image!.entry!, 'known,\nfor "now"')?.newText).toBe('version: 1\nignore:\n  - { rule: tag-not-pinned, image: "ghcr.io/somebody/app", reason: "known, for \\"now\\"" }\n');
    expect(planHiding('', rule!.entry!, 'known\nversion: 2')?.newText).toBe('version: 1\nrules:\n  tag-not-pinned: off # known version: 2\n');
    expect(planHiding('', rule!.entry!, '  ')?.newText).toBe('version: 1\nrules:\n  tag-not-pinned: off\n');
  });
});
