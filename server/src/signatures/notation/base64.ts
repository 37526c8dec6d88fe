/** The one way to write these bytes in base64, or in base64url without padding; undefined for all others, which Node would read too. */
export function decodeBase64(text: unknown, encoding: 'base64' | 'base64url'): Buffer | undefined {
  if (typeof text !== 'string') return undefined;
  const bytes = Buffer.from(text, encoding);
  return bytes.toString(encoding) === text ? bytes : undefined;
}
