/** What a registry says of an image beyond its digest. */
export interface ImageDetails {
  /** `linux/amd64`, `linux/arm/v7`. */
  readonly platform: string;
  /** Bytes of the layers as they are pulled; undefined when the image is not built for the platform. */
  readonly size?: number;
  /** The version of what is in it, as its annotations or labels name it (image-spec, `org.opencontainers.image.version`). */
  readonly version?: string;
  /** Milliseconds since 1970: when it was built, as its annotations or its configuration say (image-spec, `created`). */
  readonly created?: number;
  /** What the index that names it is built for, each once. */
  readonly platforms?: readonly string[];
}

/** An index that names more platforms has the first ones told. */
const mostPlatforms = 32;
const platformPattern = /^[a-z0-9._-]{1,32}(?:\/[a-z0-9._-]{1,32}){1,2}$/;

/** Those that can be shown, each once; undefined where there is none. */
export function plausiblePlatforms(given: readonly unknown[]): readonly string[] | undefined {
  const texts = given.filter((each): each is string => typeof each === 'string' && platformPattern.test(each));
  return texts.length === 0 ? undefined : [...new Set(texts)].slice(0, mostPlatforms);
}

/** Builds that are to come out the same each time write 1970 or the year 1: no container is older than containers are. */
const firstContainers = Date.UTC(2013, 0);
const lastDay = Date.UTC(2100, 0);
const dateTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;

/** A date and time of RFC 3339 that could be when somebody built an image. */
export function parseCreated(text: string | undefined): number | undefined {
  if (text === undefined || !dateTime.test(text)) return undefined;
  // Fractions finer than a millisecond are not for everybody.
  return plausibleCreated(Date.parse(text.replace(/(\.\d{3})\d+/, '$1')));
}

export function plausibleCreated(time: unknown): number | undefined {
  return typeof time === 'number' && Number.isSafeInteger(time) && time >= firstContainers && time < lastDay ? time : undefined;
}

/** Pulling `to` in the place of `from`, in per cent: `-78`; undefined where it would tell nothing. */
export function sizeChange(from: number, to: number): number | undefined {
  return from > 0 && to > 0 ? Math.round((to / from - 1) * 100) : undefined;
}

const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** As registries' pages write sizes: decimal units, and no more digits than one compares. */
export function formatSize(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value < 9.95 && unit > 0 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}
