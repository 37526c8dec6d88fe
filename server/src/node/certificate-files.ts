/** Certificates in files, read once and never written. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

export interface HostCertificates {
  /** PEM. */
  readonly authorities: readonly string[];
  /** What we show of ourselves, where the registry wants a certificate. PEM. */
  readonly pairs: readonly { readonly cert: string; readonly key: string }[];
}

/** Bytes; the bundle of a distribution has a quarter of it. */
const largest = 2 * 1024 * 1024;
const mostFiles = 20;
/** A host as URL writes it. It becomes the name of a folder, and may come from a registry. */
const hostName = /^([a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*|\[[0-9a-f:.]+\])(:\d{1,5})?$/;

/** Where Docker keeps them: the machine's, then the person's. */
export function dockerFolders(platform: NodeJS.Platform = process.platform): readonly string[] {
  const own = join(homedir(), '.docker', 'certs.d');
  return platform === 'win32' ? [own] : ['/etc/docker/certs.d', own];
}

/** The PEM text of a plain file, as a list of one; empty when there is none, or it is too large. */
export function readCertificateFile(path: string): readonly string[] {
  try {
    const { size } = statSync(path);
    const text = size <= largest && statSync(path).isFile() ? readFileSync(path, 'utf8') : '';
    return text.includes('-----BEGIN ') ? [text] : [];
  } catch {
    return [];
  }
}

/** `*.crt` are authorities, `*.cert` with its `*.key` is ours, as in Docker's own folders. */
export function readHostCertificates(folders: readonly string[], host: string): HostCertificates {
  if (!hostName.test(host)) return { authorities: [], pairs: [] };
  // Windows has no colon in names, and Docker leaves it out there.
  const name = process.platform === 'win32' ? host.replaceAll(':', '') : host;
  const files = folders.flatMap(folder => list(join(folder, name)));
  return {
    authorities: files.filter(path => path.endsWith('.crt')).flatMap(readCertificateFile),
    pairs: files.filter(path => path.endsWith('.cert')).flatMap(path => {
      const [cert] = readCertificateFile(path);
      const [key] = readCertificateFile(path.replace(/\.cert$/, '.key'));
      return cert !== undefined && key !== undefined ? [{ cert, key }] : [];
    }),
  };
}

function list(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort().slice(0, mostFiles).map(name => join(folder, name));
  } catch {
    return [];
  }
}
