/** A repository that is still built. All have the same four tags. */
export type DistrolessRow = readonly [
  repository: string,
  /** The language whose runtime it holds, or else what it holds beside the bare files of a system. */
  contents: string,
  /** Of the language; empty where it holds none. */
  version: string,
  /** `none`: only programs that are linked statically run. */
  libc: string,
  entrypoint: string,
];

/** A repository that can still be pulled and is no longer rebuilt. */
export type RetiredRow = readonly [
  repository: string,
  /** `YYYY-MM-DD`. */
  since: string,
  /** Empty when there is none. */
  replacement: string,
];

/** What every tag means: the user id, and the shell when there is one. No tag has a package manager. */
export const distrolessTags: ReadonlyMap<string, { readonly user: string; readonly shell: string }> = new Map([
  ['latest', { user: '0', shell: '' }],
  ['nonroot', { user: '65532', shell: '' }],
  ['debug', { user: '0', shell: 'busybox' }],
  ['debug-nonroot', { user: '65532', shell: 'busybox' }],
]);

/**
 * Below gcr.io/distroless, from github.com/GoogleContainerTools/distroless (README, SUPPORT_POLICY and history), read in
 * August 2026. The names without a Debian release are left out: they follow whatever release is current.
 * debian12 is announced to end in September 2026.
 */
export const distrolessImages: readonly DistrolessRow[] = [
  ['static-debian13', 'static-binary', '', 'none', ''],
  ['base-debian13', 'libc+openssl', '', 'glibc', ''],
  ['base-nossl-debian13', 'libc', '', 'glibc', ''],
  ['cc-debian13', 'libc+libstdc++', '', 'glibc', ''],
  ['java-base-debian13', 'java-libs', '', 'glibc', ''],
  ['java17-debian13', 'java', '17', 'glibc', 'java -jar'],
  ['java21-debian13', 'java', '21', 'glibc', 'java -jar'],
  ['java25-debian13', 'java', '25', 'glibc', 'java -jar'],
  ['nodejs22-debian13', 'nodejs', '22', 'glibc', 'node'],
  ['nodejs24-debian13', 'nodejs', '24', 'glibc', 'node'],
  ['nodejs26-debian13', 'nodejs', '26', 'glibc', 'node'],
  ['python3-debian13', 'python', '3.13', 'glibc', 'python'],
  ['static-debian12', 'static-binary', '', 'none', ''],
  ['base-debian12', 'libc+openssl', '', 'glibc', ''],
  ['base-nossl-debian12', 'libc', '', 'glibc', ''],
  ['cc-debian12', 'libc+libstdc++', '', 'glibc', ''],
];

export const retiredDistroless: readonly RetiredRow[] = [
  ['base-debian10', '2021-10-22', 'base-debian13'],
  ['base-debian11', '2024-09-03', 'base-debian13'],
  ['base-nossl-debian11', '2024-09-03', 'base-nossl-debian13'],
  ['cc-debian10', '2021-10-22', 'cc-debian13'],
  ['cc-debian11', '2024-09-03', 'cc-debian13'],
  ['dotnet', '2021-07-14', ''],
  ['java', '2021-07-22', 'java21-debian13'],
  ['java-base-debian11', '2024-09-03', 'java-base-debian13'],
  ['java-base-debian12', '2026-02-27', 'java-base-debian13'],
  ['java-debian10', '2021-10-22', 'java21-debian13'],
  ['java-debian11', '2021-12-05', 'java21-debian13'],
  ['java11-debian11', '2024-09-03', 'java17-debian13'],
  ['java11-debian12', '2023-09-21', 'java17-debian13'],
  ['java17-debian11', '2024-09-03', 'java17-debian13'],
  ['java17-debian12', '2026-02-27', 'java17-debian13'],
  ['java21-debian12', '2026-02-27', 'java21-debian13'],
  ['nodejs', '2020-09-02', 'nodejs24-debian13'],
  ['nodejs-debian10', '2021-10-22', 'nodejs24-debian13'],
  ['nodejs-debian11', '2022-10-14', 'nodejs24-debian13'],
  ['nodejs14-debian11', '2023-04-22', 'nodejs24-debian13'],
  ['nodejs16-debian11', '2023-09-08', 'nodejs24-debian13'],
  ['nodejs18-debian11', '2024-09-03', 'nodejs24-debian13'],
  ['nodejs18-debian12', '2025-04-30', 'nodejs24-debian13'],
  ['nodejs20-debian11', '2024-09-03', 'nodejs24-debian13'],
  ['nodejs20-debian12', '2026-02-27', 'nodejs24-debian13'],
  ['nodejs20-debian13', '2026-05-01', 'nodejs24-debian13'],
  ['nodejs22-debian11', '2024-09-03', 'nodejs22-debian13'],
  ['nodejs22-debian12', '2026-02-27', 'nodejs22-debian13'],
  ['nodejs24-debian12', '2026-02-27', 'nodejs24-debian13'],
  ['python2.7', '2019-10-12', ''],
  ['python2.7-debian10', '2021-09-20', ''],
  ['python3-debian10', '2021-10-22', 'python3-debian13'],
  ['python3-debian11', '2024-09-03', 'python3-debian13'],
  ['python3-debian12', '2026-05-12', 'python3-debian13'],
  ['static-debian10', '2021-10-22', 'static-debian13'],
  ['static-debian11', '2024-09-03', 'static-debian13'],
];
