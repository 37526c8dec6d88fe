import type { ImageRole } from '../../core/image-use';

export const formatId = 'ansible';

/** How a module names the image: in `image`, its own or that of its `containers`; in `name` and `tag`, where it pulls it; in a manifest, or in a project of Compose. */
type Kind = 'image' | 'pulled' | 'manifest' | 'compose';

interface Module {
  readonly kind: Kind;
  readonly role: ImageRole;
}

const container: Module = { kind: 'image', role: 'container' };
const pulled: Module = { kind: 'pulled', role: 'value' };
const manifest: Module = { kind: 'manifest', role: 'container' };

const compose: Module = { kind: 'compose', role: 'service' };

const modules: Readonly<Record<string, Module>> = {
  docker_container: container, podman_container: container, podman_containers: container,
  docker_swarm_service: { kind: 'image', role: 'service' },
  docker_image: pulled, docker_image_pull: pulled, podman_image: pulled,
  docker_compose: compose, docker_compose_v2: compose, docker_stack: compose,
  k8s: manifest,
};

/** Modules stand under their names, or under those of their collections. */
const collection = /^(?:community\.docker|containers\.podman|kubernetes\.core|community\.kubernetes|community\.general|ansible\.legacy)\.(?=\w)/;

/** A word of which one at least is in every document that names an image. */
export const moduleWords = /(?:docker|podman)_(?:containers?|image|image_pull|swarm_service|compose|compose_v2|stack)["']?[ \t]*:|\bk8s["']?[ \t]*:/;

export function moduleOf(key: string): Module | undefined {
  const name = key.replace(collection, '');
  return Object.hasOwn(modules, name) ? modules[name] : undefined;
}
