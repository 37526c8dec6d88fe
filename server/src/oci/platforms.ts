import { isObject, own, ownText } from './json';

/** `variant` of the architectures that are written without one (containerd's normal form). */
const plainVariants: Readonly<Record<string, string>> = { arm64: 'v8', amd64: 'v1' };

/** `linux/arm64` of what a descriptor (image-spec, `platform`) or Docker Hub says; undefined when it names none. */
export function platformOf(value: unknown): string | undefined {
  if (!isObject(value)) return undefined;
  const os = ownText(value, 'os');
  const architecture = ownText(value, 'architecture');
  if (os === undefined || architecture === undefined || architecture === 'unknown') return undefined;
  return normalPlatform([os, architecture, ownText(value, 'variant') ?? ''].join('/'));
}

/** `linux/arm64/v8` is `linux/arm64`. */
export function normalPlatform(platform: string): string {
  const [os = '', architecture = '', variant = ''] = platform.toLowerCase().split('/');
  return variant === '' || plainVariants[architecture] === variant ? `${os}/${architecture}` : `${os}/${architecture}/${variant}`;
}

/** The entry for `platform`; for 32-bit ARM, which runs older variants too, the newest that is not newer. */
export function entryFor<T>(entries: readonly (readonly [platform: string, entry: T])[], platform: string): T | undefined {
  const wanted = normalPlatform(platform);
  const exact = entries.find(([each]) => each === wanted);
  if (exact || !wanted.startsWith('linux/arm')) return exact?.[1];
  const older = entries.filter(([each]) => /^linux\/arm\/v\d$/.test(each) && each <= (wanted === 'linux/arm' ? 'linux/arm/v7' : wanted));
  return older.sort(([a], [b]) => (a < b ? 1 : -1))[0]?.[1];
}

/** The array at `key`, or none. */
export function listAt(object: Readonly<Record<string, unknown>>, key: string): readonly unknown[] {
  const list = own(object, key);
  return Array.isArray(list) ? list : [];
}
