const mebibyte = 1024 * 1024;

/**
 * Everything that is read here was written by whoever can push to the registry. Counts follow sigstore-go where it has
 * one; sizes are far above what any signer makes and far below what would hurt.
 */
export const limits = {
  manifestBytes: 4 * mebibyte,
  blobBytes: 32 * mebibyte,
  annotationLength: 128 * 1024,
  /** Signatures in one manifest. */
  layers: 50,
  /** Referrers that are fetched and looked at. */
  referrers: 50,
  /** Signatures and attestations that are verified for one image. */
  candidates: 64,
  /** Attestation manifests of one platform that are looked at. */
  attestationManifests: 16,
  /** Manifests that an index lists. */
  indexEntries: 1024,
  /** All blobs of one verification together. */
  readBytes: 128 * mebibyte,
  /** Texts that a signer added to a signature. */
  claims: 64,
  logEntries: 32,
  timestamps: 32,
  subjects: 1024,
  digestsPerSubject: 32,
  jsonDepth: 64,
  identityLength: 2048,
  patternLength: 512,
  notationBytes: 4 * mebibyte,
  /** Certificates in one chain, and in one time stamp. */
  chainLength: 16,
  certificateBytes: 64 * 1024,
  /** Values in a CBOR document, each level of nesting among them: an envelope has some thirty. */
  cborItems: 512,
  timestampBytes: 256 * 1024,
  timestampSigners: 8,
  trustPolicyBytes: mebibyte,
  /** Files in one trust store, and certificates in all stores of one kind that a policy names. */
  storeFiles: 256,
  storeFileBytes: mebibyte,
  storeCertificates: 1024,
  trustedRootBytes: mebibyte,
  trustedRootEntries: 64,
  /** Milliseconds that another machine's clock may be ahead of ours. */
  clockSkew: 5 * 60 * 1000,
} as const;
