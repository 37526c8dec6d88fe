/** Node's names of processors, as images name them (image-spec, `platform`). */
const architectures: Readonly<Record<string, string>> = {
  x64: 'amd64',
  ia32: '386',
  arm: 'arm/v7',
  ppc64: 'ppc64le',
};

/** The platform of the containers that this machine runs: on every system they are Linux. `arch`: as `process.arch`. */
export function containerPlatform(arch: string): string {
  return `linux/${architectures[arch] ?? arch}`;
}
