import { describe, expect, it } from 'vitest';
import { attributesOf, nameOf, parseIdentity, parseName } from '../../../server/src/signatures/notation/x509-subject';
import { parseDer } from '../../../server/src/signatures/der';
import { name, type CertificateOptions } from '../../support/certificates';
import { der, oid, sequence, set, utf8 } from '../../support/der';

const written = (parts: CertificateOptions['subject']): string => nameOf(parseDer(name(parts)));

describe('a name in a certificate', () => {
  it.each<[CertificateOptions['subject'], string]>([
    [[['C', 'US'], ['ST', 'WA'], ['O', 'Acme'], ['CN', 'release']], 'CN=release,O=Acme,ST=WA,C=US'],
    [[['O', 'Acme, Inc.']], 'O=Acme\\, Inc.'],
    [[['O', ' # "x" + y; <z>\\ ']], 'O=\\ # \\"x\\" \\+ y\\; \\<z\\>\\\\\\ '],
    [[['O', '#1']], 'O=\\#1'],
    [[['CN', '東京']], 'CN=東京'],
    // What could make another text of it: an end of line, and a sign that turns the direction around.
    [[['CN', 'a\nb\u202ec']], 'CN=a\\0ab\\e2\\80\\aec'],
    [[['1.2.840.113549.1.9.1', 'me@acme.example']], '1.2.840.113549.1.9.1=#0c0f6d654061636d652e6578616d706c65'],
    [[['CN', der(0x1e, Buffer.from('0041', 'hex'))]], 'CN=A'],
    [[['CN', der(0x03, Buffer.from('0041', 'hex'))]], 'CN=#03020041'],
    [[], ''],
  ])('%j is written %s', (parts, text) => {
    expect(written(parts)).toBe(text);
  });

  it('of several values in one part is shown, and compared with nothing', () => {
    const several = sequence(set(sequence(oid('2.5.4.3'), utf8('a')), sequence(oid('2.5.4.10'), utf8('b'))));
    expect(nameOf(parseDer(several))).toBe('CN=a+O=b');
    expect(attributesOf(parseDer(several))).toBeUndefined();
    expect(attributesOf(parseDer(name([['O', 'a'], ['O', 'b']])))).toBeUndefined();
  });

  it('that is none is empty', () => {
    expect(nameOf(parseDer(set()))).toBe('');
    expect(nameOf(parseDer(name([['CN', der(0x0c, Buffer.from([0xff]))]])))).toBe('');
  });
});

describe('a name in a trust policy', () => {
  it.each<[string, Record<string, string> | undefined]>([
    ['C=US, ST=WA, O=acme', { C: 'US', ST: 'WA', O: 'acme' }],
    [' C = US ,S=WA,  O =a b  ', { C: 'US', ST: 'WA', O: 'a b' }],
    ['O=Acme\\, Inc.', { O: 'Acme, Inc.' }],
    ['O=a\\2cb\\C3\\A9', { O: 'a,bé' }],
    ['O=\\ x\\ ', { O: ' x ' }],
    ['O=a=b', { O: 'a=b' }],
    ['2.5.4.10=a', { '2.5.4.10': 'a' }],
    ['O=', { O: '' }],
    ['', undefined],
    ['O', undefined],
    ['O=a,', undefined],
    [',O=a', undefined],
    ['O=a,,C=US', undefined],
    ['O=a;C=US', undefined],
    ['O=a+C=US', undefined],
    ['O="a"', undefined],
    ['O=a\\', undefined],
    ['O=a\\x', undefined],
    ['O=\\ff', undefined],
    ['O=#0401', undefined],
    ['O=a,O=b', undefined],
    ['S=a,ST=b', undefined],
    [`O=${'a'.repeat(3000)}`, undefined],
  ])('%j', (text, expected) => {
    const parsed = parseName(text);
    expect(parsed && Object.fromEntries(parsed)).toEqual(expected);
  });

  it('must say country, state and organisation, and that it is a subject', () => {
    expect(parseIdentity('x509.subject: C=US, S=WA, O=acme')).toBeDefined();
    for (const text of ['x509.subject: C=US, ST=WA', 'x509.subject: C=US, ST=WA, O=', 'x509.issuer: C=US, ST=WA, O=acme', 'C=US, ST=WA, O=acme', '*']) {
      expect(parseIdentity(text)).toBeUndefined();
    }
  });
});
