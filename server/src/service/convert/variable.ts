import { familiarName, type ImageReference } from '../../core/reference';

/** `node:${VERSION}-alpine`: a name, and a tag that begins with a variable. */
const versioned = /^([^$:@]+(?::\d+\/[^$:@]+)?):(\$\{\w+(?::?-[^$}]*)?\}|\$\w+)([\w.-]*)$/;

/**
 * The text that names `target` where a variable supplies the version, which keeps on doing so. Undefined where the new tag does
 * not begin with its value.
 */
export function keepsVariable(raw: string, before: ImageReference, target: ImageReference): string | undefined {
  const [, , variable = '', rest = ''] = versioned.exec(raw) ?? [];
  const { tag = '' } = before;
  if (variable === '' || target.tag === undefined || !tag.endsWith(rest)) return undefined;
  const value = tag.slice(0, tag.length - rest.length);
  // A part of a version would be something else for another value.
  if (!/^\d/.test(value) || !target.tag.startsWith(value) || /^[\w.]/.test(target.tag.slice(value.length))) return undefined;
  return `${familiarName(target)}:${variable}${target.tag.slice(value.length)}`;
}
