import { describe, expect, it } from 'vitest';
import { entryFor, normalPlatform, platformOf } from '../../server/src/oci/platforms';

describe('platforms', () => {
  it.each([['linux/arm64/v8', 'linux/arm64'], ['Linux/AMD64', 'linux/amd64'], ['linux/arm/v7', 'linux/arm/v7'], ['linux', 'linux/']])('%s is %s', (written, normal) => {
    expect(normalPlatform(written)).toBe(normal);
  });

  it('are read from what registries say, and nothing else', () => {
    expect(platformOf({ os: 'linux', architecture: 'arm64', variant: 'v8' })).toBe('linux/arm64');
    // Attestations stand in an index under this platform.
    expect(platformOf({ os: 'unknown', architecture: 'unknown' })).toBeUndefined();
    expect(platformOf({ os: 'linux', architecture: 'amd64', variant: null })).toBe('linux/amd64');
    expect(platformOf('linux/amd64')).toBeUndefined();
  });

  it('take older ARM where there is no other, never newer', () => {
    const entries = [['linux/arm/v5', 5], ['linux/arm/v6', 6], ['linux/arm64', 64]] as const;
    expect(entryFor(entries, 'linux/arm/v7')).toBe(6);
    expect(entryFor(entries, 'linux/arm/v5')).toBe(5);
    expect(entryFor(entries, 'linux/arm64/v8')).toBe(64);
    expect(entryFor([['linux/arm/v7', 7]], 'linux/arm/v6')).toBeUndefined();
    expect(entryFor(entries, 'linux/amd64')).toBeUndefined();
  });
});
