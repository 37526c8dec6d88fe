import type { Word } from './word';

/** The container engine, whichever is there, as scripts call the variable that holds it; and what they put behind the name of a program. */
const anyEngine = /^(?:container|oci)s?_?(?:engine|tool|cli|cmd|command|bin|binary|exe|executable|client|manager)$|^container_?runtime$|^engine$/;
const suffix = /(?<=^(?:docker|podman|nerdctl|kubectl|kind|k3d|buildah|skopeo|crane|cosign))_?(?:cmd|command|bin|binary|exe|executable|cli|client|path|prog|program|tool)$/;
const variable = /^\$\$?(?:(\w{1,30})|[({](\w{1,30})(?::?[-=][^{}()]{0,60})?[)}])$|^\{\{\s{0,5}(\w{1,30})\s{0,5}\}\}$/;
const perhapsSudo = /^\$\$?[({]?\w{0,20}sudo\w{0,20}(?::?[-+=][\w ]{0,20})?[)}]?$/i;

/** A cheap look for what is called by such a variable. */
export const calledByVariable = String.raw`\$[({]?\w{0,20}(?:docker|podman|nerdctl|container|oci|engine|DOCKER|PODMAN|NERDCTL|CONTAINER|OCI|ENGINE)\w{0,12}(?::?[-=]\w{0,20})?[)}]?["']?[ \t]+(?:-|run|pull|create|container|image|\\)`;

/** `docker` of `/usr/bin/docker`, of `$BIN/docker`, and of `$(Q)docker`. */
export function programOf(word: Word | undefined): string {
  const [only] = word?.pieces ?? [];
  if (!word || !only) return '';
  if (word.pieces.length === 1) return only.hole ? '' : behindSlash(word.value);
  const texts = word.texts();
  const written = texts.slice(texts.findLastIndex(({ hole }) => hole) + 1).map(({ text }) => text).join('');
  const isWhole = written.includes('/') || texts.every(({ hole }, index) => hole || !texts[index + 1]?.hole);
  return isWhole ? behindSlash(written) : '';
}

function behindSlash(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The program that a variable of this name holds, where it is called by one: `$(DOCKER)`, `${CONTAINER_ENGINE:-docker}`, `{{ podman_cmd }}`. */
export function programOfVariable(hole: string): string {
  const [, bare, braced, just] = variable.exec(hole) ?? [];
  const name = (bare ?? braced ?? just ?? '').toLowerCase();
  return anyEngine.test(name) ? 'docker' : name.replace(suffix, '');
}

/** A variable that is `sudo` or nothing, by its name. */
export function isPerhapsSudo(word: Word | undefined): boolean {
  return word?.pieces.length === 1 && word.pieces[0]?.hole === true && perhapsSudo.test(word.value);
}
