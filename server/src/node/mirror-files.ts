import type { MirrorFiles } from '../core/mirror';

/** Where Docker, Podman and containerd of this machine, and of the person at it, are told of mirrors. With `/` throughout. */
export function mirrorFiles(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform, home: string): MirrorFiles {
  const own = home.replaceAll('\\', '/');
  if (platform === 'win32') {
    const programData = (environment['ProgramData'] || 'C:/ProgramData').replaceAll('\\', '/');
    return {
      dockerDaemons: [`${programData}/docker/config/daemon.json`, ...below(own, '.docker/daemon.json')],
      registriesConf: [],
      registriesConfFolders: [],
      containerdHosts: [],
    };
  }
  const xdg = environment['XDG_CONFIG_HOME'];
  const rootless = xdg?.startsWith('/') ? [`${xdg}/docker/daemon.json`] : below(own, '.config/docker/daemon.json');
  return {
    dockerDaemons: ['/etc/docker/daemon.json', ...rootless, ...below(own, '.docker/daemon.json')],
    // The person's file takes the place of the machine's.
    registriesConf: [...below(own, '.config/containers/registries.conf'), '/etc/containers/registries.conf'],
    registriesConfFolders: ['/etc/containers/registries.conf.d', ...below(own, '.config/containers/registries.conf.d')],
    containerdHosts: ['/etc/containerd/certs.d'],
  };
}

/** A relative home would be looked for in whatever folder is being worked in, and nothing here comes from there. */
function below(home: string, path: string): readonly string[] {
  return /^(\/|[A-Za-z]:\/)/.test(home) ? [`${home.replace(/\/$/, '')}/${path}`] : [];
}
