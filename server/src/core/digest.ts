/** Length of the hex part by registered algorithm (OCI image specification, "Digests"; go-digest also knows sha384). */
const hexLength: ReadonlyMap<string, number> = new Map([
  ['sha256', 64],
  ['sha384', 96],
  ['sha512', 128],
]);

const algorithmName = /^[a-z0-9]+(?:[.+_-][a-z0-9]+)*$/;

export type DigestAlgorithm = 'sha256' | 'sha384' | 'sha512';

export type DigestProblem = 'unsupported-algorithm' | 'invalid-length' | 'invalid-format';

/** What is wrong with `text` as a digest (`algorithm:hex`), or undefined when it is one. */
export function digestProblem(text: string): DigestProblem | undefined {
  const colon = text.indexOf(':');
  if (colon <= 0) return 'invalid-format';
  const algorithm = text.slice(0, colon);
  const length = hexLength.get(algorithm);
  if (length === undefined) return algorithmName.test(algorithm) ? 'unsupported-algorithm' : 'invalid-format';
  const hex = text.slice(colon + 1);
  if (hex.length !== length) return 'invalid-length';
  return /^[0-9a-f]+$/.test(hex) ? undefined : 'invalid-format';
}

export function isDigest(text: string): boolean {
  return digestProblem(text) === undefined;
}

/** The two halves of a valid digest. */
export function splitDigest(digest: string): { algorithm: DigestAlgorithm; hex: string } {
  const colon = digest.indexOf(':');
  return { algorithm: digest.slice(0, colon) as DigestAlgorithm, hex: digest.slice(colon + 1) };
}
