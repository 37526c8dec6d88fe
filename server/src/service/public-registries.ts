import { registryOf } from '../registries';

/** Whether a host is one of the public registries, which are asked without anybody's saying so. */
export function isPublicRegistry(host: string): boolean {
  return registryOf(host) !== undefined;
}
