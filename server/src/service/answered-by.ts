import type { Resolution } from '../core/facts';
import { message, type Message } from '../core/message';

/** Who said so, where that was not the registry itself. */
export function answeredBy({ via }: Resolution, registry: string): Message | undefined {
  return via === undefined ? undefined : message('answered by the mirror {0}, because {1} could not be reached', via, registry);
}
