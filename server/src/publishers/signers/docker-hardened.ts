import type { KeySigner } from './signer';

/**
 * The key in force. The keyring also holds `dhi-1`, which it calls disabled: whoever still has an image of its time names it in
 * the policy. Nothing proves when something was signed without a log, so a key that its owner gave up is no default.
 */
const dhi2: KeySigner = {
  kind: 'key',
  name: 'dhi-2',
  pem: `-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEKdROmntRJFBrOJOQF5ww6gDBJqGm
Fxa4333s1KsL9ISjtmRzGNih9lNRsqfRVjgFgJIdL6EQ9dohdanvn7r2cg==
-----END PUBLIC KEY-----
`,
  sha256: '118ba556dd52f4aec67018efd316c285c783cd3e54cc0f4527605715c643887c',
  ignoreTlog: true,
  validFrom: '2025-04-02T12:00:00Z',
  layout: 'docker-hardened',
  evidence: 'docker-hardened-images/keyring, publickey/dhi-2.pub (d6b11e0, March 2026), the same in moby/policy-helpers, roots/dhi; docs.docker.com/dhi/how-to/verify; read in August 2026',
};

/** Of dhi.io, and of an organization's mirrors of what is there. */
export const dockerHardenedSigners = [dhi2];
