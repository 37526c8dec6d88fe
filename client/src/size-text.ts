const units = ['B', 'kB', 'MB', 'GB'] as const;

/** Bytes as registries' own pages show them: in powers of 1000, with two or three digits. */
export function sizeText(bytes: number): string {
  let size = bytes;
  let unit = 0;
  for (; size >= 999.5 && unit < units.length - 1; unit += 1) size /= 1000;
  return `${size >= 9.95 || unit === 0 ? Math.round(size) : size.toFixed(1)} ${units[unit]}`;
}
