import { baseName } from '../../core/path';
import type { DocumentInfo } from '../../core/document';

const byName = /^(?:docker|container)file$|\.(?:docker|container)file$/;
/** `Dockerfile.alpine`, `Dockerfile-windows`, `Dockerfile2`, `app-dockerfile`, `app.dockerfile.in`: the rest says what it is for, or that it is no Dockerfile. */
const withRest = /^(?:docker|container)file(?:[.\-_].|\d)|\.(?:docker|container)file\..|[-_](?:docker|container)file$/;
/** Endings of files that only carry the name. */
const otherEndings: ReadonlySet<string> = new Set([
  ...['md', 'markdown', 'txt', 'rst', 'htm', 'html', 'adoc'],
  ...['tmpl', 'template', 'tpl', 'gotmpl', 'mustache', 'hbs', 'j2', 'jinja', 'jinja2', 'erb', 'ejs', 'in', 'm4'],
  ...['yml', 'yaml', 'json', 'toml', 'sh', 'ps1', 'py', 'rb', 'js', 'ts', 'go'],
  ...['bak', 'orig', 'rej', 'diff', 'patch', 'lock', 'log', 'sig', 'asc'],
]);

function lowerName(path: string): string {
  return baseName(path).toLowerCase();
}

/** Whether a file of this name could be a Dockerfile. */
export function mayBeDockerfile(path: string): boolean {
  const name = lowerName(path);
  return !name.endsWith('.dockerignore') && (byName.test(name) || withRest.test(name));
}

/** By language or name; where the name is also that of a template, a page or a script, the text decides. */
export function isDockerfile({ path, languageId, text }: DocumentInfo): boolean {
  const name = lowerName(path);
  if (name.endsWith('.dockerignore')) return false;
  if (languageId === 'dockerfile' || byName.test(name)) return true;
  if (!withRest.test(name)) return false;
  const isPlain = /^(?:docker|container)file\./.test(name) && !otherEndings.has(name.slice(name.lastIndexOf('.') + 1));
  return isPlain || startsLikeDockerfile(text);
}

const opening = /^(?:from|arg)[ \t]/i;
const passedOver = /^(?:#|\/\/|\{\{|\{%|\{#|<%|%)/;
const linesLookedAt = 200;

/** Whether the first line that is neither comment, blank nor template code is one that a Dockerfile may start with. */
function startsLikeDockerfile(text: string): boolean {
  const head = text.slice(0, 65_536).replace(/^\uFEFF/, '');
  for (const line of head.split('\n', linesLookedAt)) {
    const start = line.trimStart();
    if (start !== '' && !passedOver.test(start)) return opening.test(start);
  }
  return false;
}
