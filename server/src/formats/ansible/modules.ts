import type { ImageRole } from '../../core/image-use';

export const formatId = 'ansible';

/** How a module names the image: in `image`; in `name` and `tag`, where it pulls it; or in a manifest. */
type Kind = 'image' | 'pulled' | 'manifest';

interface Module {
  readonly kind: Kind;
  readonly role: ImageRole;
}

const container: Module = { kind: 'image', role: 'container' };
const pulled: Module = { kind: 'pulled', role: 'value' };
const manifest: Module = { kind: 'manifest', role: 'container' };

const modules: Readonly<Record<string, Module>> = {
  docker_container: container, podman_container: container,
  docker_swarm_service: { kind: 'image', role: 'service' },
  docker_image: pulled, docker_image_pull: pulled, podman_image: pulled,
  k8s: manifest,
};

/** Modules stand under their names, or under those of their collections. */
const collection = /^(?:community\.docker|containers\.podman|kubernetes\.core|community\.kubernetes|community\.general|ansible\.legacy)\.(?=\w)/;

/** A word of which one at least is in every document that names an image. */
export const moduleWords = /(?:docker|podman)_(?:container|image|image_pull|swarm_service)["']?[ \t]*:|\bk8s["']?[ \t]*:/;

export function moduleOf(key: string): Module | undefined {
  const name = key.replace(collection, '');
  return Object.hasOwn(modules, name) ? modules[name] : undefined;
}
