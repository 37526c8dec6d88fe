import { encode, Tagged } from 'cborg';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Issued } from '../../support/certificates';
import { cose, jws, newChain, policyFor, type CoseSigning, type JwsJson } from '../../support/notation';
import { check } from '../../support/notation-check';
import { failed } from '../../support/verification';

let chain: readonly [Issued, Issued, Issued];

beforeEach(() => {
  chain = newChain();
});

const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));

describe('COSE envelopes', () => {
  const edited = (edit?: CoseSigning['edit']): string[] => failed(check({ blob: cose({ chain, ...(edit ? { edit } : {}) }), format: 'notation-cose', signers: [policyFor(chain)] }));
  const raw = (blob: Uint8Array): string[] => failed(check({ blob, format: 'notation-cose', signers: [policyFor(chain)] }));

  beforeEach(() => {
    expect(edited()).toEqual([]);
    // Written otherwise, and the same: one certificate alone is a matter of the chain.
    expect(edited((parts) => new Tagged(18, parts))).toEqual([]);
  });

  it.each<[string, (parts: Parameters<NonNullable<CoseSigning['edit']>>[0]) => unknown]>([
    ['no tag', (parts) => encode(parts)],
    ['another tag', (parts) => new Tagged(98, parts)],
    ['the time tag', (parts) => new Tagged(1, parts)],
    ['the tag twice', (parts) => new Tagged(18, new Tagged(18, parts))],
    ['three parts', (parts) => parts.slice(0, 3)],
    ['five parts', (parts) => [...parts, new Uint8Array(1)]],
    ['an empty payload', ([head, open, , signature]) => [head, open, new Uint8Array(0), signature]],
    ['no payload', ([head, open, , signature]) => [head, open, null, signature]],
    ['no signature', ([head, open, payload]) => [head, open, payload, new Uint8Array(0)]],
    ['protected headers that are a map', ([, open, payload, signature]) => [new Map([[1, -7]]), open, payload, signature]],
    ['no protected headers', ([, open, payload, signature]) => [new Uint8Array(0), open, payload, signature]],
    ['a protected header in the other ones too', ([head, open, payload, signature]) => [head, new Map([...open, [1, -7]]), payload, signature]],
    ['a certificate that is a text', ([head, open, payload, signature]) => [head, new Map([...open, [33, ['x']]]), payload, signature]],
    ['no certificates', ([head, open, payload, signature]) => [head, new Map([...open].filter(([key]) => key !== 33)), payload, signature]],
    ['a time stamp that is a text', ([head, open, payload, signature]) => [head, new Map([...open, ['io.cncf.notary.timestampSignature', 'x']]), payload, signature]],
    ['something behind it', (parts) => Buffer.concat([encode(new Tagged(18, parts)), Buffer.from([0])])],
    ['a part of it missing', (parts) => encode(new Tagged(18, parts)).slice(0, -1)],
    ['an unknown tag within', ([head, open, payload, signature]) => [head, new Map([...open, ['x', new Tagged(2, new Uint8Array(1))]]), payload, signature]],
  ])('attack 35: with %s', (_, edit) => {
    expect(edited(edit)).toEqual(['format']);
  });

  type Parts = Parameters<NonNullable<CoseSigning['edit']>>[0];
  /** Put together by hand: what no encoder writes. */
  const byHand = (change: (pieces: Uint8Array[]) => Uint8Array[]) => (parts: Parts): Uint8Array => Buffer.concat(change([bytes('d284'), ...parts.map((part) => encode(part))]));
  const endless = (piece: Uint8Array, start: number): Uint8Array => Buffer.concat([Buffer.from([start]), piece, Buffer.from([0xff])]);

  it.each<[string, (pieces: Uint8Array[]) => Uint8Array[]]>([
    ['one key twice', ([tag, head, open, payload, signature]) => [tag!, head!, Uint8Array.from([open![0]! + 1, ...open!.slice(1), ...encode('io.cncf.notary.signingAgent'), ...encode('test/1')]), payload!, signature!]],
    ['a map without a length', ([tag, head, open, payload, signature]) => [tag!, head!, endless(open!.slice(1), 0xbf), payload!, signature!]],
    ['a list without a length', ([, ...pieces]) => [bytes('d2'), endless(Buffer.concat(pieces), 0x9f)]],
    ['bytes without a length', ([tag, head, open, payload, signature]) => [tag!, head!, open!, endless(payload!, 0x5f), signature!]],
    ['a list that says to be longer', ([, ...pieces]) => [bytes('d29affffffff'), ...pieces]],
    ['bytes that say to be longer', ([tag, head, open, payload]) => [tag!, head!, open!, payload!, bytes('5b7fffffffffffffff')]],
    ['a map that says to be longer', ([tag, head, open, payload, signature]) => [tag!, head!, Uint8Array.from([0xbb, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, ...open!.slice(1)]), payload!, signature!]],
  ])('attack 35: with %s', (_, change) => {
    expect(edited(byHand((pieces) => pieces))).toEqual([]);
    expect(edited(byHand(change))).toEqual(['format']);
  });

  it('attack 35: that are as deep as they are long', () => {
    for (const byte of [0x81, 0xd2, 0xa1]) expect(raw(new Uint8Array(1_000_000).fill(byte))).toEqual(['format']);
  });

  it('attack 35: with more values than any signer writes', () => {
    const many = (count: number): string[] => edited(([head, open, payload, signature]) => [head, new Map([...open, ['x', Array.from({ length: count }, () => 0)]]), payload, signature]);
    expect([many(100), many(1000)]).toEqual([[], ['format']]);
  });

  it('attack 35: with more certificates than any chain has', () => {
    const many = (count: number): string[] => edited(([head, open, payload, signature]) => [head, new Map([...open, [33, Array.from({ length: count }, () => new Uint8Array(chain[0].der))]]), payload, signature]);
    expect(many(17)).toEqual(['certificate-usage']);
  });

  it('attack 32: protected headers that are written anew', () => {
    // The same headers in another order are other bytes, and other bytes were not signed.
    expect(edited(([head, open, payload, signature]) => [Uint8Array.from([0xb8, head[0]! & 0x1f, ...head.slice(1)]), open, payload, signature])).toEqual(['signature']);
  });
});

describe('JWS envelopes', () => {
  const edited = (edit: (envelope: JwsJson) => unknown): string[] => failed(check({ blob: jws({ chain, edit }), signers: [policyFor(chain)] }));
  const written = (change: (text: string) => string): string[] => failed(check({ blob: Buffer.from(change(jws({ chain }).toString())), signers: [policyFor(chain)] }));

  beforeEach(() => {
    expect(edited((envelope) => envelope)).toEqual([]);
    expect(edited(({ payload, ...rest }) => ({ ...rest, payload }))).toEqual([]);
    expect(edited((envelope) => ({ ...envelope, header: { ...envelope.header, 'com.acme.note': 1 } }))).toEqual([]);
  });

  it.each<[string, (envelope: JwsJson) => unknown]>([
    ['one more key', (envelope) => ({ ...envelope, signatures: [] })],
    ['the general form', ({ payload, ...signature }) => ({ payload, signatures: [signature] })],
    ['no header', ({ header: _, ...rest }) => rest],
    ['no certificates', (envelope) => ({ ...envelope, header: {} })],
    ['certificates that are no list', (envelope) => ({ ...envelope, header: { x5c: 'x' } })],
    ['certificates in base64url', (envelope) => ({ ...envelope, header: { x5c: chain.map(({ der }) => Buffer.concat([der, Buffer.from([0xff])]).toString('base64url')) } })],
    ['a padded signature', (envelope) => ({ ...envelope, signature: `${envelope.signature}=` })],
    ['a signature in base64', (envelope) => ({ ...envelope, signature: `${envelope.signature}+/` })],
    ['an empty signature', (envelope) => ({ ...envelope, signature: '' })],
    ['an empty payload', (envelope) => ({ ...envelope, payload: '' })],
    ['a protected header in the other one too', (envelope) => ({ ...envelope, header: { ...envelope.header, alg: 'none' } })],
    ['a time stamp that is no base64', (envelope) => ({ ...envelope, header: { ...envelope.header, 'io.cncf.notary.timestampSignature': '!' } })],
  ])('attack 32: with %s', (_, edit) => {
    expect(edited(edit)).toEqual(['format']);
  });

  it.each<[string, (text: string) => string]>([
    ['one key twice', (text) => text.replace('{', '{"payload":"e30",')],
    ['a byte order mark', (text) => `\ufeff${text}`],
    ['something behind them', (text) => `${text}{}`],
    ['the compact form', (text) => text.replace(/.*/, 'e30.e30.e30')],
  ])('attack 32: that have %s', (_, change) => {
    expect(written(change)).toEqual(['format']);
  });

  it('attack 35: that are as deep as they are long', () => {
    expect(written(() => '['.repeat(1_000_000))).toEqual(['format']);
    expect(edited((envelope) => ({ ...envelope, header: { ...envelope.header, x: JSON.parse(`${'['.repeat(100)}${']'.repeat(100)}`) } }))).toEqual(['format']);
  });

  it('attack 35: that are larger than any signer writes', () => {
    expect(written((text) => text + ' '.repeat(100))).toEqual([]);
    expect(written((text) => text + ' '.repeat(4 * 1024 * 1024))).toEqual(['format']);
  });
});
