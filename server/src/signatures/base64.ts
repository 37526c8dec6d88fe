/** The one way to write these bytes in base64, or in base64url without padding; undefined for all others, which Node would read too. */
export function decodeBase64(text: unknown, encoding: 'base64' | 'base64url'): Buffer | undefined {
  if (typeof text !== 'string') return undefined;
  const bytes = Buffer.from(text, encoding);
  return bytes.toString(encoding) === text ? bytes : undefined;
}

/** The same of something, in base64. Line breaks are passed over, as Go's reader does: openssl writes them. */
export function decodeBase64Lines(text: unknown): Buffer | undefined {
  const bytes = typeof text === 'string' ? decodeBase64(text.replace(/[\r\n]/g, ''), 'base64') : undefined;
  return bytes?.length ? bytes : undefined;
}
