import { parseReference, type ImageReference } from '../../../core/reference';

/** What people call an image as well: pictures and disks. */
const otherFiles = /\.(?:png|jpe?g|gif|svg|webp|ico|iso|img|qcow2?|raw|vmdk|ova|vhdx?|tar(?:\.\w+)?)$/i;

/** Whether a text, which stands where nobody promised an image, shows that it is one: it has a tag, a digest or a registry. */
export function showsImage(text: string): boolean {
  const reference = referenceIn(text);
  return reference !== undefined && (isTagged(reference) || /^[\w-]+(?:\.[\w-]+)+(?::\d+)?\//.test(text));
}

/** The same where even the key only ends like one: a registry alone would be no more than an address. */
export function showsTag(text: string): boolean {
  const reference = referenceIn(text);
  return reference !== undefined && isTagged(reference);
}

function referenceIn(text: string): ImageReference | undefined {
  const parsed = parseReference(text);
  return parsed.ok && !otherFiles.test(text) ? parsed.reference : undefined;
}

function isTagged({ tag, digest }: ImageReference): boolean {
  return tag !== undefined || digest !== undefined;
}
