import type { ImageRole } from '../../core/image-use';

/** The lists of a PodSpec whose items run an image, and the part that it plays. */
export const containerLists: ReadonlyMap<string, ImageRole> = new Map<string, ImageRole>([
  ['containers', 'container'],
  ['initContainers', 'init'],
  ['ephemeralContainers', 'ephemeral'],
]);
