import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { render } from '../../server/src/core/message';
import { largestPem, readCertificates, readPublicKey } from '../../server/src/core/pem';
import { certificateLike, newPublicKey } from '../support/keys';

const key = newPublicKey();
const saying = (text: string) => render(readPublicKey(text).problem ?? { template: '', args: [] });

describe('a public key in PEM', () => {
  it('is read the same, however its lines are broken and whatever stands around it', () => {
    const body = key.replace(/-----[A-Z ]+-----|\s/g, '');
    const oneLine = `-----BEGIN PUBLIC KEY-----\n${body}\n-----END PUBLIC KEY-----`;
    for (const text of [key, oneLine, key.replaceAll('\n', '\r\n'), `pub   4096R/E60D446E63405576\nuid  Somebody\n\n${key}`, `${key}\n\n`]) {
      expect(readPublicKey(text)).toEqual({ pem: key });
    }
  });

  it('of any size is one', () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 4096 });
    expect(readPublicKey(publicKey.export({ format: 'pem', type: 'spki' }) as string).problem).toBeUndefined();
  });

  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  it.each([
    ['', 'there is no public key'],
    ['cosign.pub', 'there is no public key'],
    [key.replace('-----END PUBLIC KEY-----', ''), 'there is no public key'],
    [key.replace('PUBLIC KEY', 'RSA PUBLIC KEY'), 'there is no public key'],
    [`${key}-----BEGIN PUBLIC KEY-----\n`, 'there is no public key'],
    [`-----BEGIN PUBLIC KEY-----\n${key}`, 'there is no public key'],
    [key.replace('=', '*'), 'there is no public key'],
    ['-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----', 'there is no public key'],
    [key + newPublicKey(), 'there is more than one public key'],
    [key + ' '.repeat(largestPem), 'there is no public key'],
    ['ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB8Ht8Z3j6yDWPBHQtOp/R9rjWvfMYo3MSA/K6q8D86r me', 'an SSH key'],
    [`# mine\necdsa-sha2-nistp256 AAAA me`, 'an SSH key'],
    ['-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmQINBF\n-----END PGP PUBLIC KEY BLOCK-----', 'an OpenPGP key'],
    [privateKey.export({ format: 'pem', type: 'pkcs8' }) as string, 'this is a private key'],
    ['-----BEGIN ENCRYPTED SIGSTORE PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED SIGSTORE PRIVATE KEY-----', 'this is a private key'],
    [certificateLike('a'), 'this is a certificate'],
  ])('is not %j', (text, problem) => expect(saying(text)).toContain(problem));

  it('has no second way to be written', () => {
    // The last sign holds bits that mean nothing: another sign there would be another text of the same key.
    const padded = key.replace(/(.)==\n-----END/, (_, sign: string) => `${String.fromCharCode(sign.charCodeAt(0) + 1)}==\n-----END`);
    expect(padded).not.toBe(key);
    expect(saying(padded)).toContain('there is no public key');
  });
});

describe('certificates in PEM', () => {
  it('are all that a text has', () => {
    const [a, b] = [certificateLike('a'), certificateLike('b')];
    expect(readCertificates(`subject=/CN=a\n${a}\n${b}`)).toEqual({ pems: [a, b] });
  });

  it.each([
    ['', 'there is no certificate'],
    [key, 'there is no certificate'],
    [certificateLike('a').replace('-----END', '----END'), 'there is no certificate'],
    [`${certificateLike('a')}-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----`, 'there is a private key'],
    [certificateLike('a').repeat(101), 'there are more than'],
  ])('are not in %j', (text, problem) => {
    const result = readCertificates(text);
    expect(render(result.problem ?? { template: '', args: [] })).toContain(problem);
  });
});
