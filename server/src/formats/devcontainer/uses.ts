import type { Surroundings } from '../../core/document';
import type { ImageRole, ImageUse } from '../../core/image-use';
import { message } from '../../core/message';
import { cacheReference } from '../cache-source';
import { usesOfEmbedded } from '../code/text-use';
import { useOfScalar } from '../yaml/use';
import { jsonStrings, type JsonString } from './strings';

/** The name of this format, in uses and documents. */
export const formatId = 'devcontainer';

export const tagOrDigest = message('A feature is named by its tag or by its digest, never by both. devcontainer-lock.json keeps the digests of features.');
const inLowerCase = message('The reference is read in lower case, and written otherwise.');

/** Every image that a development container is made of. */
export function usesOf(text: string, around: Surroundings): ImageUse[] {
  return [...jsonStrings(text)].flatMap(string => {
    if (string.raw.trim() !== string.raw || string.raw === '') return [];
    const place = string.path.join(' ');
    const [first = ''] = string.path;
    if (string.isKey) return string.path.length === 2 && (first === 'features' || first === 'dependsOn') ? useOfFeature(string) : [];
    if (commands.has(first) && string.path.length <= 2 && string.path[1] !== '[]') return usesOfCommand(string, text, around);
    if (place === 'image') return [useOf(string, 'container')];
    return place === 'build cacheFrom' || place === 'build cacheFrom []' ? useOfCache(string) : [];
  });
}

/** A command is a line of a shell; several have names. A list is no line, but the words of a program. */
const commands = new Set(['initialize', 'onCreate', 'updateContent', 'postCreate', 'postStart', 'postAttach'].map(moment => `${moment}Command`));

function usesOfCommand({ raw, value, range }: JsonString, text: string, around: Surroundings): ImageUse[] {
  return raw === value ? usesOfEmbedded(text, [range], { format: 'shell', around }) : [];
}

function useOf(string: JsonString, role: ImageRole): ImageUse {
  return useOfScalar(string, formatId, role);
}

function useOfCache(string: JsonString): ImageUse[] {
  const found = string.raw === string.value ? cacheReference(string.value) : undefined;
  if (!found) return [];
  const part = string.value.slice(found.start, found.end);
  const range = { start: string.range.start + found.start, end: string.range.start + found.end };
  return [{ ...useOf({ ...string, range, raw: part, value: part }, 'value'), cache: true }];
}

/** One that begins with the name of a registry: others are folders, archives on the web, or names of older times. */
const inRegistry = /^[^./][^/]*[.:][^/]*\/(?!\/)/;

function useOfFeature(string: JsonString): ImageUse[] {
  if (!inRegistry.test(string.value)) return [];
  const lower = string.value.toLowerCase();
  const use = useOf({ ...string, value: lower }, 'value');
  const fixDisabled = lower !== string.value ? inLowerCase : use.reference?.digest === undefined ? tagOrDigest : undefined;
  return [fixDisabled ? { ...use, fixDisabled } : use];
}
