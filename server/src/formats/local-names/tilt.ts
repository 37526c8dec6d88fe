import type { LocalNameSource } from './source';

/** `docker_build('NAME'`, `custom_build(ref="NAME"`, `podman_build(` of extensions and their like, on one line or two. */
const build = /(?<![\w.'"-])[a-z]\w{0,30}_build(?:_with_restart|_sub)?[ \t]*\(\s{0,200}(?:(?:ref|name)[ \t]*=[ \t]*)?(?:"([^"\\\n]{1,300})"|'([^'\\\n]{1,300})')[ \t]*[,)\n]/g;
/** A comment sign is looked for within so many characters before the call. */
const longestIndent = 200;

/** The images that a Tiltfile builds: Tilt writes its own in their place wherever they are named. */
export const tilt: LocalNameSource = {
  id: 'tilt',
  matches: path => /(?:^|\/)Tiltfile$|\.tiltfile$/i.test(path),
  words: /_build/,
  collect: text => [...text.matchAll(build)].flatMap(({ index, 1: double, 2: single }) => (isComment(text, index) ? [] : (double ?? single ?? []))),
};

function isComment(text: string, index: number): boolean {
  const before = text.slice(Math.max(0, index - longestIndent), index);
  return before.slice(before.lastIndexOf('\n') + 1).includes('#');
}
