import type { Situation } from './contexts';
import type { Session } from './session';

/** Whether the background may ask registries at all; of which hosts, `Contexts.consent` says. */
export function mayLookUp({ trusted }: Session, { settings }: Situation, occasion: 'onOpen' | 'onDemand'): boolean {
  const wanted = occasion === 'onOpen' ? settings.lookups === 'onOpen' : settings.lookups !== 'off';
  return trusted && !settings.offline && wanted;
}
