import { describe, expect, it } from 'vitest';
import { shapeOf } from '../../server/src/core/tag-shape';

type Row = [tag: string, kind: string, family: string, kin: string, numbers: readonly number[], more?: { early?: readonly number[]; builds?: readonly number[] }];

const rows: Row[] = [
  ['1', 'version', '*', '*', [1]],
  ['1.27', 'version', '*', '*', [1, 27]],
  ['1.27.3', 'version', '*', '*', [1, 27, 3]],
  ['v1.27.3', 'version', 'v*', '*', [1, 27, 3]],
  ['1.27.3-alpine3.20', 'version', '*-alpine3.20', '*-alpine', [1, 27, 3]],
  ['21-alpine-3.21', 'version', '*-alpine-3.21', '*-alpine', [21]],
  ['3.12-slim-bookworm', 'version', '*-slim-bookworm', '*-slim-debian', [3, 12]],
  ['24.04', 'version', '*', '*', [24, 4]],
  ['11.0.32_9-jre-jammy', 'version', '*-jre-jammy', '*-jre-ubuntu', [11, 0, 32, 9]],
  ['8u502-b06-jdk', 'version', '*-b*-jdk', '*-b*-jdk', [8, 502], { builds: [6] }],
  ['lein-2.13.0-bookworm', 'version', 'lein-*-bookworm', 'lein-*-debian', [2, 13, 0]],
  ['1.16-otp-24-alpine', 'version', '*-otp-24-alpine', '*-otp-24-alpine', [1, 16]],
  ['16-3.4-alpine', 'version', '*-3.4-alpine', '*-3.4-alpine', [16]],
  ['1.2.3-debian-12-r4', 'version', '*-debian-12-r*', '*-debian-r*', [1, 2, 3], { builds: [4] }],
  ['1.2.3-1', 'version', '*-*', '*-*', [1, 2, 3], { builds: [1] }],
  ['8.10-20260602', 'version', '*-@', '*-@', [8, 10], { builds: [20260602] }],
  ['2023.12.20260817.0', 'version', '*', '*', [2023, 12, 20260817, 0]],
  ['2.0.0.Final', 'version', '*Final', '*Final', [2, 0, 0]],
  ['1.28.0-rc.1', 'version', '*', '*', [1, 28, 0], { early: [4, 1] }],
  ['1.28.0-rc1-alpine', 'version', '*-alpine', '*-alpine', [1, 28, 0], { early: [4, 1] }],
  ['3.15.0b2', 'version', '*', '*', [3, 15, 0], { early: [2, 2] }],
  ['2.0.0.RC1', 'version', '*', '*', [2, 0, 0], { early: [4, 1] }],
  ['6.0-alpha2-trixie', 'version', '*-trixie', '*-debian', [6, 0], { early: [1, 2] }],
  ['3.14.0-95.2.beta-sdk', 'version', '*-sdk', '*-sdk', [3, 14, 0], { early: [2, 95, 2] }],
  ['24-ea-11-jdk', 'version', '*-jdk', '*-jdk', [24], { early: [3, 11] }],
  ['1.37-nightly', 'version', '*', '*', [1, 37], { early: [0] }],
  ['2024-10-01', 'date', '@', '@', [20241001]],
  ['20241001', 'date', '@', '@', [20241001]],
  ['v20241001', 'date', 'v@', 'v@', [20241001]],
  ['bookworm-20241001-slim', 'date', 'bookworm-@-slim', 'debian-@-slim', [20241001]],
  ['base-20260816.0.574111', 'date', 'base-@', 'base-@', [20260816, 0, 574111]],
  ['RELEASE.2024-10-01T12-30-05Z', 'date', 'RELEASE.@', 'RELEASE.@', [20241001, 123005]],
  ['20241301', 'version', '*', '*', [20241301]],
  ['9f86d081884c7d65', 'commit', '9f86d081884c7d65', '9f86d081884c7d65', []],
  ['sha-9f86d08', 'commit', 'sha-9f86d08', 'sha-9f86d08', []],
  ['1.2.3-9f86d08', 'version', '*-9f86d08', '*-9f86d08', [1, 2, 3]],
  ['latest', 'channel', 'latest', 'latest', []],
  ['lts-alpine', 'channel', 'lts-alpine', 'lts-alpine', []],
  ['nightly', 'channel', 'nightly', 'nightly', []],
  ['bookworm', 'name', 'bookworm', 'debian', []],
  ['jod-slim', 'name', 'jod-slim', 'jod-slim', []],
  ['latest-dev', 'channel', 'latest-dev', 'latest-dev', []],
  ['', 'name', '', '', []],
  ['__proto__', 'name', '__proto__', '__proto__', []],
  ['constructor', 'name', 'constructor', 'constructor', []],
];

describe('what a tag says', () => {
  it.each(rows)('%s is a %s of %s', (tag, kind, family, kin, numbers, more = {}) => {
    expect(shapeOf(tag)).toEqual({ tag, kind, family, kin, numbers, builds: [], ...more });
  });

  it('reads nothing into what is too long for a tag', () => {
    const long = `1.${'2'.repeat(127)}`;
    expect(shapeOf(long)).toEqual({ tag: long, kind: 'name', family: long, kin: long, numbers: [], builds: [] });
  });
});
