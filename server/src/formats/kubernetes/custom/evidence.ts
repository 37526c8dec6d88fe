import { parseReference } from '../../../core/reference';

/** What people call an image as well: pictures and disks. */
const otherFiles = /\.(?:png|jpe?g|gif|svg|webp|ico|iso|img|qcow2?|raw|vmdk|ova|vhdx?|tar(?:\.\w+)?)$/i;

/** Whether a text, which stands where nobody promised an image, shows that it is one: it has a tag, a digest or a registry. */
export function showsImage(text: string): boolean {
  const parsed = parseReference(text);
  if (!parsed.ok || otherFiles.test(text)) return false;
  const { tag, digest } = parsed.reference;
  return digest !== undefined || tag !== undefined || /^[\w-]+(?:\.[\w-]+)+(?::\d+)?\//.test(text);
}
