import { describe, expect, it } from 'vitest';
import { render } from '../../server/src/core/message';
import type { SignatureRequirement } from '../../server/src/core/policy';
import { explainPolicy } from '../../server/src/policy/explain';
import { mergePolicies } from '../../server/src/policy/merge';
import { parseMachineFile } from '../../server/src/policy/machine';
import { parsePolicyFile } from '../../server/src/policy/parse';
import { defaultWords } from '../../server/src/policy/words';
import { certificateLike, newPublicKey } from '../support/keys';

const pem = newPublicKey();
const other = certificateLike('root');

/** Block scalars, as people paste them. */
const indented = (text: string) => text.trimEnd().split('\n').map(line => `      ${line}`).join('\n');
const inlineKey = `version: 1\nsignatures:\n  - images: a.io/b\n    key: |\n${indented(pem)}\n`;

const parse = (text: string, path = '/repo/team/.plimsoll.yaml') => parsePolicyFile(text, path);
const entry = (yaml: string, path?: string): SignatureRequirement | undefined => {
  const { policy, problems } = parse(`version: 1\nsignatures: [{ images: a.io/b, ${yaml} }]\n`, path);
  expect(problems).toEqual([]);
  return policy.signatures?.[0];
};
const problemsOf = (yaml: string) => {
  const { policy, problems } = parse(`version: 1\nsignatures: [{ images: a.io/b, required: true, ${yaml} }]\n`);
  // Whatever is wrong with it, it stays a requirement, keeps the command line from running, and accepts nobody.
  expect(policy.signatures).toEqual([{ images: 'a.io/b', required: true, nobody: true }]);
  expect(problems.every(({ fatal }) => fatal)).toBe(true);
  return problems.map(({ key, message }) => `${key}: ${render(message)}`);
};
const notBeside = 'expected PEM, or the path of a file in the folder of this policy or below it, e.g. keys/cosign.pub';

describe('a key in a policy file', () => {
  it.each([
    ['cosign.pub', '/repo/team/cosign.pub'],
    ['./cosign.pub', '/repo/team/cosign.pub'],
    ['keys/of/us.pub', '/repo/team/keys/of/us.pub'],
  ])('is a file beside it: %s', (name, file) => {
    expect(entry(`key: ${name}`)).toEqual({ images: 'a.io/b', required: false, key: { material: { file, name }, ignoreTlog: false } });
    expect(entry(`key: { file: ${name} }`)).toEqual(entry(`key: ${name}`));
  });

  it('is the key itself', () => {
    const { policy, problems } = parse(inlineKey);
    expect(problems).toEqual([]);
    expect(policy.signatures?.[0]?.key).toEqual({ material: { pem: pem }, ignoreTlog: false });
  });

  it('says what its signatures need', () => {
    expect(entry('key: { file: k.pub, ignoreTlog: true, exactRepository: true, layout: docker-hardened }')?.key).toEqual({
      material: { file: '/repo/team/k.pub', name: 'k.pub' }, ignoreTlog: true, exactRepository: true, layout: 'docker-hardened',
    });
  });

  it.each([
    '../cosign.pub', 'keys/../../cosign.pub', 'keys/..', '/etc/passwd', 'C:/keys/cosign.pub', '"C:\\\\keys\\\\cosign.pub"', '"keys\\\\cosign.pub"', '"..\\\\cosign.pub"',
    '"https://a.io/cosign.pub"', '"awskms:///alias/x"', '"file:cosign.pub"', '""', '.', './', 'a//b', 'keys/', 'keys/./a', '"a\\0b"', '"a\\u202Eb"', `"${'x'.repeat(600)}"`, '[a.pub]',
  ])('is no file from elsewhere: %s', path => {
    expect(problemsOf(`key: ${path}`)).toEqual([`signatures[0].key: ${notBeside}`]);
    if (path !== '[a.pub]') expect(problemsOf(`key: { file: ${path} }`)).toEqual([`signatures[0].key.file: ${notBeside}`]);
  });

  it.each([
    ['key: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB8 me"', 'signatures[0].key: an SSH key cannot verify such signatures: a public key in PEM is needed'],
    ['key: { pem: "-----BEGIN PGP PUBLIC KEY BLOCK-----" }', 'signatures[0].key.pem: an OpenPGP key cannot verify such signatures: a public key in PEM is needed'],
    ['key: "-----BEGIN EC PRIVATE KEY-----"', 'signatures[0].key: this is a private key: only the public one belongs here'],
    ['key: { pem: cosign.pub }', 'signatures[0].key.pem: there is no public key in PEM (-----BEGIN PUBLIC KEY-----)'],
    ['key: { ignoreTlog: true }', 'signatures[0].key: A key needs either its file or its PEM'],
    ['key: { file: a.pub, ignoreTlog: yes }', 'signatures[0].key.ignoreTlog: expected true or false'],
    ['key: { file: a.pub, ignoreRekor: true }', 'signatures[0].key.ignoreRekor: Unknown key ignoreRekor'],
    ['key: { file: a.pub, layout: other }', 'signatures[0].key.layout: expected one of docker-hardened, docker-builder'],
    ['keyless: { issuer: i, identity: me }, key: ../a.pub', `signatures[0].key: ${notBeside}`],
  ])('is not understood: %s', (yaml, problem) => expect(problemsOf(yaml)).toEqual([problem]));

  it('lies beside the machine\'s own file, on Windows as well', () => {
    const machine = (path: string) => parseMachineFile('version: 1\nsignatures: [{ images: a.io, key: keys/a.pub }]\n', path, defaultWords).policy.signatures?.[0]?.key?.material;
    expect(machine('/etc/plimsoll/config.yaml')).toEqual({ file: '/etc/plimsoll/keys/a.pub', name: 'keys/a.pub' });
    expect(machine('C:\\ProgramData/Plimsoll/config.yaml')).toEqual({ file: 'C:/ProgramData/Plimsoll/keys/a.pub', name: 'keys/a.pub' });
    expect(machine('/config.yaml')).toEqual({ file: '/keys/a.pub', name: 'keys/a.pub' });
    expect(machine('config.yaml')).toEqual({ file: 'keys/a.pub', name: 'keys/a.pub' });
  });
});

describe('Notation in a policy file', () => {
  it('has identities and certificates', () => {
    const identities = ['x509.subject: C=US, ST=WA, O=Acme'];
    const written = 'notation: { identities: ["x509.subject: C=US, ST=WA, O=Acme"], ca: [acme.pem], tsa: [time/tsa.pem] }';
    expect(entry(written)?.notation).toEqual({
      level: 'strict', identities,
      stores: { ca: [{ file: '/repo/team/acme.pem', name: 'acme.pem' }], tsa: [{ file: '/repo/team/time/tsa.pem', name: 'time/tsa.pem' }] },
    });
  });

  it('says what is enforced', () => {
    const written = 'notation: { identities: ["*"], signingAuthority: [sa.pem], level: permissive, override: { revocation: skip, expiry: log }, verifyTimestamp: afterCertExpiry }';
    expect(entry(written)?.notation).toMatchObject({ level: 'permissive', override: { revocation: 'skip', expiry: 'log' }, verifyTimestamp: 'afterCertExpiry' });
  });

  it('takes certificates as they are', () => {
    const text = `version: 1\nsignatures:\n  - images: a.io/b\n    notation:\n      identities: ["*"]\n      ca:\n        - |\n${indented(other).replaceAll('      ', '          ')}\n`;
    expect(parse(text)).toMatchObject({ problems: [], policy: { signatures: [{ notation: { stores: { ca: [{ pem: other }] } } }] } });
  });

  it.each([
    ['notation: { identities: ["*"] }', 'signatures[0].notation: A Notation signer needs identities, and certificates in ca or signingAuthority'],
    ['notation: { identities: ["*"], tsa: [a.pem] }', 'signatures[0].notation: A Notation signer needs identities, and certificates in ca or signingAuthority'],
    ['notation: { ca: [a.pem] }', 'signatures[0].notation: A Notation signer needs identities, and certificates in ca or signingAuthority'],
    ['notation: { identities: [Acme], ca: [a.pem] }', 'signatures[0].notation.identities[0]: expected x509.subject: and a distinguished name, or *'],
    ['notation: { identities: ["*"], ca: [/etc/ssl/a.pem] }', `signatures[0].notation.ca[0]: ${notBeside}`],
    ['notation: { identities: ["*"], ca: [a.pem, ../b.pem] }', `signatures[0].notation.ca[1]: ${notBeside}`],
    ['notation: { identities: ["*"], ca: [a.pem], level: skip }', 'signatures[0].notation.level: expected one of strict, permissive, audit'],
    ['notation: { identities: ["*"], ca: [a.pem], override: { integrity: log } }', 'signatures[0].notation.override.integrity: Unknown key integrity'],
    ['notation: { identities: ["*"], ca: [a.pem], override: { expiry: skip } }', 'signatures[0].notation.override.expiry: expected one of enforce, log'],
  ])('is not understood: %s', (yaml, problem) => expect(problemsOf(yaml)).toEqual([problem]));
});

describe('what is explained of signers', () => {
  it('is what the policy says, and files by their names', () => {
    const floor = parse(
      'version: 1\nsignatures:\n  - { images: a.io/a, key: { file: keys/a.pub, ignoreTlog: true } }\n  - { images: a.io/b, notation: { identities: ["*"], ca: [b.pem], tsa: [c.pem] }, required: true }\n' +
      '  - { images: a.io/c, keyless: { issuer: i, identity: me } }\n', '/repo/.plimsoll.yaml').policy;
    const broken = parse('version: 1\nsignatures: [{ images: a.io/d, key: ../x }]\n', '/repo/team/.plimsoll.yaml').policy;
    const rows = explainPolicy(mergePolicies({ floor, nested: [broken], trusted: true, rules: [] }), []).filter(({ key }) => key.startsWith('signatures'));
    expect(rows.map(({ key, value, from }) => `${key}: ${JSON.stringify(value)} # ${from.join()}`)).toEqual([
      'signatures[0]: {"images":"a.io/a","key":{"file":"keys/a.pub","ignoreTlog":true},"required":false} # /repo/.plimsoll.yaml',
      'signatures[1]: {"images":"a.io/b","notation":{"level":"strict","identities":["*"],"ca":["b.pem"],"tsa":["c.pem"]},"required":true} # /repo/.plimsoll.yaml',
      'signatures[2]: {"images":"a.io/c","keyless":{"issuer":"i","identity":"me"},"required":false} # /repo/.plimsoll.yaml',
      'signatures[3]: {"images":"a.io/d","nobody":true,"required":false} # /repo/team/.plimsoll.yaml',
    ]);
  });
});
