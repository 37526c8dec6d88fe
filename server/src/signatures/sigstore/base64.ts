/** Standard alphabet with its padding. Line breaks are passed over, as Go's reader does: openssl writes them. */
export function strictBase64(value: unknown): Buffer | undefined {
  if (typeof value !== 'string') return undefined;
  const text = value.replace(/[\r\n]/g, '');
  const bytes = Buffer.from(text, 'base64');
  return text !== '' && bytes.toString('base64') === text ? bytes : undefined;
}
