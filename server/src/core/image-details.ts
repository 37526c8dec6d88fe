/** What a registry says of an image beyond its digest. */
export interface ImageDetails {
  /** `linux/amd64`, `linux/arm/v7`. */
  readonly platform: string;
  /** Bytes of the layers as they are pulled; undefined when the image is not built for the platform. */
  readonly size?: number;
  /** The version of what is in it, as its annotations or labels name it (image-spec, `org.opencontainers.image.version`). */
  readonly version?: string;
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
