/** Files, addresses, sentences, spans of time and machine images: what stands under `image` and is none of a container. */
const others: readonly RegExp[] = [
  /\s|:\/\//,
  /\.(?:png|jpe?g|gif|svg|ico|webp|bmp|iso|img|qcow2|vmdk|vhdx?|ova|raw)(?:[?#].*)?$/i,
  /^(?:true|false|yes|no|on|off|null|~|[-+]?[\d._]+(?:ms|[smhdwy])?)$/i,
  /^(?:[./#~]|ami-|data:|projects\/|family\/)|(?:^|\/)images\/family\//,
];

/** Whether the text under a key that ends with `image` may name one. */
export function mayBeImage(text: string): boolean {
  if (text.length > 512) return false;
  const filled = text.replace(/\{\{[^{}]{0,200}\}\}/g, 'x');
  return !others.some(other => other.test(filled));
}

/** Whether a `repository` may be one of a registry: neither an address nor a path. */
export function mayBeRepository(text: string): boolean {
  return text.length <= 512 && !/\s|:\/\/|^git@|^[./~]|\.git$/.test(text);
}
