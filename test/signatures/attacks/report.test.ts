import { beforeEach, describe, expect, it } from 'vitest';
import type { VerificationReport } from '../../../server/src/core/verification';
import { code, escapeMarkdown } from '../../../server/src/lsp/markdown';
import { signatureText } from '../../../server/src/lsp/hover-signature';
import { render } from '../../../server/src/core/message';
import { equalCommands } from '../../../server/src/service/report/equal-command';
import { nextSteps } from '../../../server/src/service/report/next-steps';
import { sourceLinks } from '../../../server/src/service/report/links';
import { reportHtml } from '../../../client/src/verification/html';
import { imageInMemory, legacyPayload, makeLegacy, pushLegacy } from '../../support/sign-image';
import { createAuthority, type Authority } from '../../support/sigstore';
import { pageOf, request, textOf } from '../../support/report';
import { testSigner, verify } from '../../support/verification';

let authority: Authority;
beforeEach(async () => {
  authority = await createAuthority();
});

/** What a signature by somebody of this name, over a payload with this name of the image, is told to be. */
async function signedBy(identity: string, dockerReference = 'registry.example/app'): Promise<VerificationReport> {
  const { registry, image } = await imageInMemory();
  const signer = await authority.certify({ identity, issuer: testSigner.issuer });
  await pushLegacy(registry.push, image, await makeLegacy(authority, signer, legacyPayload({ name: dockerReference, digest: image.digest })));
  return verify({ registry, trustedRoot: JSON.stringify(authority.trustedRoot), signers: [{ ...testSigner, identity }] });
}

const options = { l10n: { t: (text: string) => text }, language: 'en', nonce: 'n', commandUri: (action: string) => `command:plimsoll.reportAction?${action}` };

function htmlOf(report: VerificationReport): string {
  const page = pageOf(report);
  return reportHtml({ reference: page.reference, page, text: '', json: '', commands: equalCommands(report, request()), steps: [] }, options);
}

/** Tags of a page, with their attributes. */
const tags = (page: string): string[] => page.replace(/<style[\s\S]*<\/style>/, '').match(/<[a-z/!][^>]*>/gi) ?? [];

const honest = 'https://github.com/acme/app/.github/workflows/release.yml@refs/heads/main';
const markup = `https://x.example/"><script>alert(1)</script><a href='command:workbench.action.quit'>x</a>[x](command:workbench.action.quit)\`\``;
const lines = 'me\nVERIFIED: everybody\u2028\u202e\u001b[2J\u0007';

describe('attack 41: text of a signer in what is shown', () => {
  it('attack 41: is text in the panel, and makes no tag, no attribute and no link', async () => {
    const accepted = await signedBy(honest);
    expect(accepted.verdict).toBe('verified');
    const bad = await signedBy(markup);
    expect(bad).toMatchObject({ verdict: 'verified', signatures: [{ identity: markup }] });
    expect(tags(htmlOf(bad))).toEqual(tags(htmlOf(accepted)));
    expect(htmlOf(bad)).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  });

  it('attack 41: of the signed name is text, too', async () => {
    const bad = await signedBy(honest, markup);
    expect(bad.verdict).toBe('verified');
    expect(JSON.stringify(bad.signatures[0]?.checks)).toContain('alert(1)');
    expect(tags(htmlOf(bad)).filter(tag => /script|workbench/.test(tag))).toEqual([]);
  });

  it('attack 41: begins no line, turns no direction and obeys no terminal', async () => {
    const accepted = await signedBy(honest);
    expect(accepted.verdict).toBe('verified');
    const bad = await signedBy(honest, lines);
    expect(bad.verdict).toBe('verified');
    expect(JSON.stringify(bad.signatures[0]?.checks)).toContain('VERIFIED: everybody');
    const text = textOf(bad);
    expect(text).toContain('VERIFIED: everybody');
    expect(text.split('\n')).toHaveLength(textOf(accepted).split('\n').length);
    for (const shown of [text, htmlOf(bad)]) expect(shown).not.toMatch(/[\u2028\u202e\u001b\u0007]/);
    expect(text.split('\n').filter(line => line.startsWith('VERIFIED'))).toEqual([]);
  });

  it('attack 41: is no link and no command in a hover', async () => {
    const { signatures: [accepted] } = await signedBy(honest);
    const { signatures: [bad] } = await signedBy(markup);
    expect(accepted?.verdict).toBe('verified');
    const hover = escapeMarkdown(render(signatureText({ verdict: 'verified', identity: bad!.identity! })!));
    expect(hover).not.toMatch(/(?<!\\)[[\]()<>`]/);
    expect(code(bad!.identity!)).toMatch(/^```+ ?http/);
  });

  it('attack 41: runs nothing when its command is pasted, and names nobody who looks like another', async () => {
    const accepted = await signedBy(honest);
    expect(equalCommands(accepted, request({ signers: [] }))).toHaveLength(1);
    const bad = { ...accepted, signatures: accepted.signatures.map(each => ({ ...each, identity: lines })) };
    expect(equalCommands(bad, request({ signers: [] }))).toEqual([]);
    const unpinned = (report: VerificationReport): VerificationReport => ({ ...report, verdict: 'signed-unpinned', signatures: report.signatures.map(each => ({ ...each, verdict: 'signed-unpinned' as const })) });
    expect(nextSteps({ report: unpinned(accepted), alternatives: [] }).map(({ kind }) => kind)).toContain('name-signer');
    expect(nextSteps({ report: unpinned(bad), alternatives: [] }).map(({ kind }) => kind)).not.toContain('name-signer');
  });

  it('attack 41: is no link to a page that is not about the source', async () => {
    const { signatures: [accepted] } = await signedBy(honest);
    expect(accepted?.verdict).toBe('verified');
    const checks = accepted!.checks;
    expect(sourceLinks({ checks, source: { repository: 'https://github.com/acme/app' } })).toEqual({ repository: 'https://github.com/acme/app' });
    for (const repository of [markup, lines, 'command:x', 'https://github.com.evil.example/acme/app']) expect(sourceLinks({ checks, source: { repository } })).toEqual({});
  });
});
