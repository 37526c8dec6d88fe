import { asArray, asObject } from '../strict-json';

/** Keys that an object may have, each with what its value may hold; `leaf`: no object. A list holds what its items may. */
type Keys = 'leaf' | { readonly [key: string]: Keys };

const leaf: Keys = 'leaf';
const certificate: Keys = { rawBytes: leaf };

/** sigstore_bundle.proto and what it uses, in the names of its JSON. */
const bundleKeys: Keys = {
  mediaType: leaf,
  verificationMaterial: {
    publicKey: { hint: leaf },
    x509CertificateChain: { certificates: certificate },
    certificate,
    tlogEntries: {
      logIndex: leaf,
      logId: { keyId: leaf },
      kindVersion: { kind: leaf, version: leaf },
      integratedTime: leaf,
      inclusionPromise: { signedEntryTimestamp: leaf },
      inclusionProof: { logIndex: leaf, rootHash: leaf, treeSize: leaf, hashes: leaf, checkpoint: { envelope: leaf } },
      canonicalizedBody: leaf,
    },
    timestampVerificationData: { rfc3161Timestamps: { signedTimestamp: leaf } },
  },
  messageSignature: { messageDigest: { algorithm: leaf, digest: leaf }, signature: leaf },
  dsseEnvelope: { payload: leaf, payloadType: leaf, signatures: { sig: leaf, keyid: leaf } },
};

/**
 * Whether the bundle has no key that its specification does not have. Sigstore's other readers refuse such bundles; whoever
 * passed over a key might miss what somebody else takes for the point.
 */
export function hasOnlyBundleKeys(bundle: unknown): boolean {
  return hasOnly(bundle, bundleKeys);
}

function hasOnly(value: unknown, keys: Keys): boolean {
  const list = asArray(value);
  if (list !== undefined) return list.every((item) => hasOnly(item, keys));
  const object = asObject(value);
  if (object === undefined) return true;
  return keys !== 'leaf' && Object.entries(object).every(([key, inner]) => Object.hasOwn(keys, key) && hasOnly(inner, keys[key] as Keys));
}
