import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { render } from '../../../server/src/core/message';
import { parseTrustPolicies, selectPolicy } from '../../../server/src/signatures/notation/trust-policy';
import { notationData, notationFile } from '../../support/notation-vectors';
import { describeWithShared, sharedPath } from '../../support/shared';
import { reference } from '../../support/verification';

const folder = 'config/trustpolicies';

/** What the tool's own tests say of each document; those that are not here are valid. */
const invalid: Readonly<Record<string, string>> = {
  'blob_trust_policy.json': 'The trust policy wabbit-networks-policy: it has no scope.',
  'empty_registry_scope_trustpolicy.json': 'The trust policy e2e: it has no scope.',
  'empty_trusted_identity_trustpolicy.json': 'The trust policy e2e:  is no trusted identity.',
  'invalid_format_trustpolicy.json': 'The trust policy document is not one of version 1.0.',
  'malformed_registry_scope_trustpolicy.json': 'The trust policy e2e: localhost:5000\\test-repo is no scope.',
  'malformed_trust_store_trustpolicy.json': 'The trust policy e2e: ca: is no trust store.',
  'malformed_trusted_identity_trustpolicy.json': 'The trust policy e2e: x509.subject CN=e2e,O=Notary,L=Seattle,ST=WA,C=US is no trusted identity.',
  'missing_country_trusted_identity_trustpolicy.json': 'The trust policy e2e: x509.subject: CN=e2e,O=Notary,L=Seattle,ST=WA is no trusted identity.',
  'missing_organization_trusted_identity_trustpolicy.json': 'The trust policy e2e: x509.subject: CN=e2e,L=Seattle,ST=WA,C=US is no trusted identity.',
  'missing_state_trusted_identity_trustpolicy.json': 'The trust policy e2e: x509.subject: CN=e2e,O=Notary,L=Seattle,C=US is no trusted identity.',
  'multi_statements_with_multi_wildcard_registry_scope_trustpolicy.json': 'The scope * stands in the trust policy document twice.',
  'multi_statements_with_the_same_name_trustpolicy.json': 'Two trust policies have the name e2e.',
  'multi_statements_with_the_same_registry_scope_trustpolicy.json': 'The scope localhost:5000/test-repo8 stands in the trust policy document twice.',
  'overlapped_registry_scope_trustpolicy.json': 'The scope localhost:5000/test-repo6 stands in the trust policy document twice.',
  'overlapped_trusted_identity_trustpolicy.json': 'The trust policy e2e: one of its identities is part of another one.',
  'override_integrity_for_permissive_trustpolicy.json': 'The trust policy e2e: what it overrides is not understood.',
  'unset_trust_store_trustpolicy.json': 'The trust policy e2e: it names no trust store, or no trusted identity.',
  'unset_trusted_identity_trustpolicy.json': 'The trust policy e2e: it names no trust store, or no trusted identity.',
  'wildcard_plus_other_registry_scope_trustpolicy.json': 'The trust policy e2e: it has other scopes beside *.',
  'wildcard_plus_other_trusted_identity_trustpolicy.json': 'The trust policy e2e: it has other identities beside *.',
  'wildcard_trust_store_trustpolicy.json': 'The trust policy e2e: * is no trust store.',
};

const read = (bytes: Uint8Array | string): unknown => {
  const result = parseTrustPolicies(Buffer.from(bytes));
  return 'template' in result ? render(result) : result;
};

describeWithShared('trust policy documents of notation', notationData, () => {
  const names = readdirSync(sharedPath(notationData, folder));

  it('are 43, and all that are invalid are among them', () => {
    expect(names).toHaveLength(43);
    expect(Object.keys(invalid).filter((name) => !names.includes(name))).toEqual([]);
  });

  it.each(names)('%s', (name) => {
    const result = read(notationFile(`${folder}/${name}`));
    if (Object.hasOwn(invalid, name)) expect(result).toBe(invalid[name]);
    else expect(result).toEqual(expect.arrayContaining([expect.objectContaining({ name: expect.any(String), level: expect.any(String) })]));
  });
});

const statement = (more: object = {}): object => ({
  name: 'acme', registryScopes: ['*'], signatureVerification: { level: 'strict' }, trustStores: ['ca:acme'], trustedIdentities: ['*'], ...more,
});
const document = (...statements: object[]): string => JSON.stringify({ version: '1.0', trustPolicies: statements });

describe('a trust policy document', () => {
  it.each([
    ['a key twice', '{"version":"1.0","version":"1.0","trustPolicies":[]}', 'The trust policy document is not one of version 1.0.'],
    ['another version', '{"version":"2.0","trustPolicies":[]}', 'The trust policy document is not one of version 1.0.'],
    ['no statements', document(), 'The trust policy document has no policies.'],
    ['a statement without a name', document(statement({ name: '' })), 'A trust policy has no name.'],
    ['a statement that is none', '{"version":"1.0","trustPolicies":[null]}', 'A trust policy has no name.'],
    ['an unknown level', document(statement({ signatureVerification: { level: 'Strict' } })), 'The trust policy acme: its level is none of strict, permissive, audit and skip.'],
    ['skipped authenticity', document(statement({ signatureVerification: { level: 'strict', override: { authenticity: 'skip' } } })), 'The trust policy acme: what it overrides is not understood.'],
    ['an override of what does not exist', document(statement({ signatureVerification: { level: 'strict', override: { everything: 'log' } } })), 'The trust policy acme: what it overrides is not understood.'],
    ['an unknown time for time stamps', document(statement({ signatureVerification: { level: 'strict', verifyTimestamp: 'never' } })), 'The trust policy acme: verifyTimestamp is neither always nor afterCertExpiry.'],
    ['stores where it skips', document(statement({ signatureVerification: { level: 'skip' } })), 'The trust policy acme: it skips verification, and names stores, identities or overrides.'],
    ['a store that leads out of the folder', document(statement({ trustStores: ['ca:..'] })), 'The trust policy acme: ca:.. is no trust store.'],
    ['a store of an unknown kind', document(statement({ trustStores: ['root:acme'] })), 'The trust policy acme: root:acme is no trust store.'],
    ['a wildcard within a scope', document(statement({ registryScopes: ['registry.example/*'] })), 'The trust policy acme: registry.example/* is no scope.'],
    ['a scope with a tag', document(statement({ registryScopes: ['registry.example/app:1'] })), 'The trust policy acme: registry.example/app:1 is no scope.'],
    ['scopes that are no texts', document(statement({ registryScopes: [1] })), 'The trust policy acme:  is no scope.'],
    ['identities that are no list', document(statement({ trustedIdentities: '*' })), 'The trust policy acme:  is no trusted identity.'],
    ['an identity of several values in one part', document(statement({ trustedIdentities: ['x509.subject: C=US+ST=WA, O=acme'] })), 'The trust policy acme: x509.subject: C=US+ST=WA, O=acme is no trusted identity.'],
    ['an identity in hex', document(statement({ trustedIdentities: ['x509.subject: C=US, ST=WA, O=#0403'] })), 'The trust policy acme: x509.subject: C=US, ST=WA, O=#0403 is no trusted identity.'],
  ])('is refused with %s', (_, text, reason) => {
    expect(read(text)).toBe(reason);
  });

  it('may override, and say when it wants a time stamp', () => {
    const signatureVerification = { level: 'strict', override: { revocation: 'skip', expiry: 'log' }, verifyTimestamp: 'afterCertExpiry' };
    const trustStores = ['ca:acme', 'tsa:clocks', 'signingAuthority:aws'];
    expect(read(document(statement({ signatureVerification, trustStores })))).toMatchObject([
      { override: { revocation: 'skip', expiry: 'log' }, verifyTimestamp: 'afterCertExpiry', stores: [{ kind: 'ca', name: 'acme' }, { kind: 'tsa', name: 'clocks' }, { kind: 'signingAuthority', name: 'aws' }] },
    ]);
  });

  it('is selected by the whole name of the repository, else by *', () => {
    const policies = parseTrustPolicies(Buffer.from(document(statement(), statement({ name: 'app', registryScopes: ['registry.example/team/app'] }))));
    if ('template' in policies) throw new Error(policies.template);
    const selected = (text: string): string | undefined => selectPolicy(policies, reference(text))?.name;
    expect(['registry.example/team/app:1', 'registry.example/team/app-evil', 'registry.example/team', 'registry.example:443/team/app', 'node'].map(selected)).toEqual(['app', 'acme', 'acme', 'acme', 'acme']);
    expect(selectPolicy(policies.slice(1), reference('node'))).toBeUndefined();
  });
});
