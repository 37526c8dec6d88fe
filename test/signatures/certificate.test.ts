import { ASN1Obj } from '@sigstore/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { render } from '../../server/src/core/message';
import { readLeaf } from '../../server/src/signatures/sigstore/certificate';
import { createAuthority, issuerExtensions, type Authority } from '../support/sigstore';

const identity = 'https://github.com/acme/app';
const issuer = 'https://issuer.example';

let authority: Authority;
let der: Buffer;

beforeAll(async () => {
  authority = await createAuthority();
  der = (await authority.certify({ identity, issuer })).der;
});

/** The certificate with other bytes inside: its signature is broken, which is not what is looked at here. */
function bend(change: (extensions: ASN1Obj[]) => void): Buffer {
  const root = ASN1Obj.parseBuffer(Buffer.from(der));
  const list = root.subs[0]!.subs.find((sub) => sub.tag.isContextSpecific(3))!.subs[0]!;
  change(list.subs);
  return root.toDER();
}

function find(extensions: ASN1Obj[], oid: string): ASN1Obj {
  return extensions.find((extension) => extension.subs[0]!.toOID() === oid)!;
}

/** Replaces text by other text of the same length wherever it stands. */
function swap(from: string, to: string): Buffer {
  const bytes = Buffer.from(der.toString('latin1').replaceAll(from, to), 'latin1');
  expect(bytes.equals(der)).toBe(false);
  return bytes;
}

describe('a signing certificate', () => {
  it('names its owner and the issuer', () => {
    expect(readLeaf(der)).toMatchObject({ identities: [identity], issuer, problem: undefined });
  });

  it('may be without issuer', async () => {
    const bare = await authority.certify({ identity, issuer, extensions: [] });
    expect(readLeaf(bare.der)).toMatchObject({ identities: [identity], issuer: undefined });
  });

  const problems: [string, (extensions: ASN1Obj[]) => void, string][] = [
    ['has an extension twice', (list) => list.push(list[0]!), 'The certificate has one extension twice.'],
    ['has no key usage', (list) => list.splice(list.indexOf(find(list, '2.5.29.15')), 1), 'The certificate is not for digital signatures.'],
    ['signs no code', (list) => list.splice(list.indexOf(find(list, '2.5.29.37')), 1), 'The certificate is not for code signing.'],
    [
      'has a critical extension that nobody knows',
      (list) => list.push(ASN1Obj.parseBuffer(Buffer.from('301006092b06010401838f7a010101ff0400', 'hex'))),
      'The certificate has a critical extension that is not known: 1.3.6.1.4.1.51194.1.',
    ],
    [
      'is an authority',
      (list) => list.push(ASN1Obj.parseBuffer(Buffer.from('300f0603551d130101ff040530030101ff', 'hex'))),
      'The certificate is one of a certificate authority.',
    ],
  ];
  it.each(problems)('may not sign when it %s', (_, change, reason) => {
    const leaf = readLeaf(bend(change));
    expect(leaf?.problem && render(leaf.problem)).toBe(reason);
  });

  it('names nobody when it has no names', () => {
    expect(readLeaf(bend((list) => list.splice(list.indexOf(find(list, '2.5.29.17')), 1)))).toBeUndefined();
  });

  it.each([
    ['a letter with the eighth bit set, which a careless reader masks', 'acme', 'acm\u00e5'],
    ['a line break', 'acme', 'acm\n'],
    ['a null', 'acme', 'acm\0'],
  ])('is not read with %s in its name', (_, from, to) => {
    expect(readLeaf(swap(from, to))).toBeUndefined();
  });

  it('is not read when its issuers disagree, or are no text', async () => {
    const two = await authority.certify({ identity, issuer, extensions: issuerExtensions(issuer, 'https://other.example') });
    expect(readLeaf(two.der)).toBeUndefined();
    const raw = await authority.certify({ identity, issuer, extensions: [{ oid: '1.3.6.1.4.1.57264.1.8', value: issuer, legacy: true }] });
    expect(readLeaf(raw.der)).toBeUndefined();
  });

  it('is not read from garbage, at whatever byte it breaks off', () => {
    expect(readLeaf(new Uint8Array())).toBeUndefined();
    for (let length = 1; length < der.length; length += 7) expect(readLeaf(der.subarray(0, length))).toBeUndefined();
  });

  it('never throws, whichever byte is another', () => {
    for (let at = 0; at < der.length; at++) {
      const bent = Buffer.from(der);
      bent[at] = (bent[at] as number) ^ 0x5a;
      readLeaf(bent);
    }
  });
});
