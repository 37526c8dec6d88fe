import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { render } from '../../../server/src/core/message';
import type { AcceptedNotation } from '../../../server/src/core/accepted-signer';
import { createTrustFiles } from '../../../server/src/node/trust-files';
import { notationSignersFor, readNotationTrust } from '../../../server/src/signatures/notation';
import { authorityExtensions, certify, type Issued } from '../../support/certificates';
import { jws, newChain } from '../../support/notation';
import { check } from '../../support/notation-check';
import { certificateText, notationData, notationFile } from '../../support/notation-vectors';
import { describeWithShared } from '../../support/shared';
import { failed, outcomes, reference } from '../../support/verification';

let folder: string;
let chain: readonly [Issued, Issued, Issued];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plimsoll-notation-'));
  chain = newChain();
  put('trustpolicy.json', document());
  put('truststore/x509/ca/acme/root.pem', chain[2].pem);
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

function document(more: object = {}): string {
  const policy = { name: 'acme', registryScopes: ['registry.example/app'], signatureVerification: { level: 'strict' }, trustStores: ['ca:acme'], trustedIdentities: ['*'], ...more };
  return JSON.stringify({ version: '1.0', trustPolicies: [policy] });
}

async function signers(text = 'registry.example/app:1'): Promise<AcceptedNotation[]> {
  return notationSignersFor(reference(text), await readNotationTrust(createTrustFiles(), folder));
}

async function problem(): Promise<string | undefined> {
  const [signer] = await signers();
  return signer?.problem && render(signer.problem).replaceAll(folder, '~');
}

describe('trust in the configuration folder of notation', () => {
  it('verifies an image', async () => {
    const pinned = await signers();
    expect(pinned).toMatchObject([{ kind: 'notation', name: 'acme', level: 'strict', source: 'notation', identities: ['*'], stores: { ca: [chain[2].pem] } }]);
    expect(check({ blob: jws({ chain }), signers: pinned })).toMatchObject({ verdict: 'verified', acceptedBy: 'acme' });
  });

  it('names nobody for other images, where it skips, and where there is none', async () => {
    expect(await signers('registry.example/other')).toEqual([]);
    put('trustpolicy.json', document({ signatureVerification: { level: 'skip' }, trustStores: undefined, trustedIdentities: undefined }));
    expect(await signers()).toEqual([]);
    rmSync(folder, { recursive: true });
    expect(await signers()).toEqual([]);
  });

  it('prefers the document for images to the older name', async () => {
    put('trustpolicy.oci.json', document({ name: 'newer' }));
    expect(await signers()).toMatchObject([{ name: 'newer' }]);
  });

  it('reads PEM and DER, several certificates in one file, and all files and stores', async () => {
    const [second, third, fourth] = ['2', '3', '4'].map((name) => certify({ subject: [['CN', name]], extensions: authorityExtensions })) as [Issued, Issued, Issued];
    put('truststore/x509/ca/acme/second.crt', second.pem + third.pem);
    put('truststore/x509/ca/more/third.cer', Buffer.concat([chain[2].der, fourth.der]));
    put('truststore/x509/tsa/clocks/root.pem', third.pem);
    put('trustpolicy.json', document({ trustStores: ['ca:acme', 'ca:more', 'tsa:clocks'] }));
    const [signer] = await signers();
    expect(signer?.stores).toEqual({ ca: [chain[2].pem, second.pem + third.pem, chain[2].pem + fourth.pem], tsa: [third.pem] });
  });

  it('is broken, and makes a signature unknown and not wrong, with a document that breaks a rule', async () => {
    put('trustpolicy.json', '{}');
    expect(await problem()).toBe('~/trustpolicy.json: The trust policy document is not one of version 1.0.');
    const report = check({ blob: jws({ chain }), signers: await signers('anything.example/else') });
    expect([report.verdict, failed(report), outcomes(report)['identity']]).toEqual(['unknown', [], 'skipped']);
    const tampered = check({ blob: jws({ chain, algorithm: 'none' }), signers: await signers() });
    expect(tampered.verdict).toBe('invalid');
  });

  const noFile = '~/truststore/x509/ca/acme/x cannot be read, or is no plain file or folder.';
  it.each<[string, string, () => void]>([
    ['a store that is missing', 'The trust store ~/truststore/x509/ca/acme is not there, or holds nothing.', () => rmSync(join(folder, 'truststore'), { recursive: true })],
    ['an empty store', 'The trust store ~/truststore/x509/ca/acme is not there, or holds nothing.', () => rmSync(join(folder, 'truststore/x509/ca/acme/root.pem'))],
    ['a folder in a store', noFile, () => mkdirSync(join(folder, 'truststore/x509/ca/acme/x'))],
    ['a file that is no certificate', noFile, () => put('truststore/x509/ca/acme/x', 'x')],
    ['an empty file', noFile, () => put('truststore/x509/ca/acme/x', '')],
    ['a private key among the certificates', noFile, () => put('truststore/x509/ca/acme/x', `${chain[2].pem}-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n`)],
    ['a broken certificate', '~/truststore/x509/ca/acme/x: A certificate of a trust store cannot be read.', () => put('truststore/x509/ca/acme/x', '-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n')],
    ['a leaf that somebody else issued', '~/truststore/x509/ca/acme/x: CN=release,O=Acme\\, Inc.,ST=WA,C=US in a trust store is neither an authority nor signed by itself.', () => put('truststore/x509/ca/acme/x', chain[0].pem)],
  ])('is broken with %s', async (_, expected, change) => {
    expect(await problem()).toBeUndefined();
    change();
    expect(await problem()).toBe(expected);
  });

  it('wants roots for clocks', async () => {
    put('trustpolicy.json', document({ trustStores: ['ca:acme', 'tsa:clocks'] }));
    put('truststore/x509/tsa/clocks/a.pem', chain[2].pem);
    expect(await problem()).toBeUndefined();
    put('truststore/x509/tsa/clocks/b.pem', chain[1].pem);
    expect(await problem()).toBe('~/truststore/x509/tsa/clocks/b.pem: CN=Middle in a trust store of clocks is no root.');
  });

  it('takes an authority below a root, as an issuer that is pinned', async () => {
    put('truststore/x509/ca/acme/root.pem', chain[1].pem);
    expect(check({ blob: jws({ chain }), signers: await signers() }).verdict).toBe('verified');
  });

  it.runIf(process.platform !== 'win32')('follows no link: to a document, a store, or a certificate', async () => {
    put('elsewhere/root.pem', chain[2].pem);
    put('elsewhere/policy.json', document());
    symlinkSync(join(folder, 'elsewhere/root.pem'), join(folder, 'truststore/x509/ca/acme/link.pem'));
    expect(await problem()).toContain('link.pem cannot be read');
    rmSync(join(folder, 'truststore/x509/ca/acme'), { recursive: true });
    symlinkSync(join(folder, 'elsewhere'), join(folder, 'truststore/x509/ca/acme'));
    expect(await problem()).toContain('is not there, or holds nothing');
    rmSync(join(folder, 'trustpolicy.json'));
    symlinkSync(join(folder, 'elsewhere/policy.json'), join(folder, 'trustpolicy.json'));
    expect(await problem()).toContain('trustpolicy.json cannot be read');
  });
});

describeWithShared('certificates that notation is tested with', notationData, () => {
  it('are read, or refused for what is wrong with them', async () => {
    put('trustpolicy.json', document({ trustStores: ['tsa:clocks'] }));
    for (const name of ['DigiCertTSARootSHA384.cer', 'globalsignTSARoot.cer']) put(`truststore/x509/tsa/clocks/${name}`, notationFile(`config/timestamp/${name}`));
    expect((await signers())[0]?.stores.tsa).toEqual([certificateText('config/timestamp/DigiCertTSARootSHA384.cer'), certificateText('config/timestamp/globalsignTSARoot.cer')]);
    for (const [name, why] of [['CertChain.pem', 'no root'], ['intermediate.pem', 'no root'], ['notSelfIssued.crt', 'no root'], ['invalid.crt', 'cannot be read'], ['Empty.txt', 'cannot be read']] as const) {
      put('truststore/x509/tsa/clocks/z', notationFile(`config/timestamp/${name}`));
      expect(await problem()).toContain(why);
    }
  });
});
