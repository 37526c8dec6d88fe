/** Docker's daemon.json: mirrors of Docker Hub, and what it speaks to without a certificate. */
import { parsePlaceUrl, type PlaceUrl } from './place';
import { isTable, textsAt } from './values';

export interface DaemonConfig {
  /** Of Docker Hub alone. */
  readonly mirrors: readonly PlaceUrl[];
  /** `host`, `host:port`, or a range of addresses (`10.0.0.0/8`). */
  readonly insecure: readonly string[];
}

/** What the daemon would not start with is left out, and so is what is not about registries. Never throws. */
export function parseDaemonConfig(text: string): DaemonConfig {
  const file = parseJson(text);
  if (!isTable(file)) return { mirrors: [], insecure: [] };
  // Docker takes no mirror below a path.
  const mirrors = textsAt(file, 'registry-mirrors').map(parsePlaceUrl).filter(place => place?.path === '');
  return { mirrors: mirrors.filter(place => place !== undefined), insecure: textsAt(file, 'insecure-registries').filter(each => each.length <= 255) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}
