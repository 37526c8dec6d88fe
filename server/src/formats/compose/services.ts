/** A mapping of services, and not a list as in pipelines; names, blank lines and comments as a file may begin with. */
const opening = /^services:[ \t]*(?:#.*)?\r?\n(?:[ \t]*(?:#.*)?\r?\n)* +(?:"[^"\n]*"|'[^'\n]*'|[\w.-]+):[ \t]*(?:[&!#].*)?\r?$/m;
const image = /^ +(?:- )?["']?image["']?[ \t]*:/m;
/** What pipelines, manifests and frameworks have beside their services. */
const others = /^(?:apiVersion|kind|jobs|stages|steps|pipeline|clone|parameters|definitions)[ \t]*:/m;

/** Whether a text of whatever name has the services of a Compose file. */
export const services = {
  test: (text: string): boolean => text.includes('services:') && opening.test(text) && image.test(text) && !others.test(text),
};

const later = /^["']?(?:services|version|include|name|networks|volumes|x-[\w-]+)["']?[ \t]*:/m;

/** Whether the services of a file that is named as Compose has it stand at its root, as in version 1, which Compose read until 2023. */
export const rootServices = {
  test: (text: string): boolean => !later.test(text) && image.test(text) && !others.test(text),
};
