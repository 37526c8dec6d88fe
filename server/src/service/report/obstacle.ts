import type { Message } from '../../core/message';
import { RegistryError, type RegistryErrorCode } from '../../oci/error';
import { errorMessage } from '../../oci/messages';

/** What kept a registry from being asked, or from answering. */
export interface Obstacle {
  readonly code: RegistryErrorCode;
  readonly host: string;
}

const errors: readonly RegistryError[] = [
  new RegistryError('host-not-allowed', '', ''),
  ...([undefined, 'used', 'refused'] as const).map(login => new RegistryError('unauthorized', '', '', { login })),
];

/** By the template that the registry client says it with. */
const byTemplate: ReadonlyMap<string, RegistryErrorCode> = new Map(errors.map(error => [errorMessage(error).template, error.code]));

/** The obstacle that a sentence tells of, wherever in it; undefined for one that nothing here can be done about. */
export function obstacleIn(reason: Message): Obstacle | undefined {
  const code = byTemplate.get(reason.template);
  const [host] = reason.args;
  if (code !== undefined && typeof host === 'string') return { code, host };
  for (const part of reason.args) {
    const found = typeof part === 'object' ? obstacleIn(part) : undefined;
    if (found) return found;
  }
  return undefined;
}
