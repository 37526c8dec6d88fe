/** Whose certificates are believed, and for which hosts none is needed. */
import * as tls from 'node:tls';
import type { ConnectionOptions, SecureContext, SecureContextOptions } from 'node:tls';
import { readCertificateFile, readHostCertificates } from './certificate-files';
import type { Environment } from './proxy-choice';

export interface TlsTrust {
  /** For a connection to `host` or `host:port`, the port left out where it is the usual one. */
  optionsFor(host: string): ConnectionOptions;
  /** Grows when more is believed. */
  width(): number;
  /**
   * Believes the authorities of the operating system too, from the next connection on; whether that is more than at the
   * `width` that failed. Only after a certificate that nobody vouches for: reading them takes longer than most look-ups.
   */
  widen(width: number): boolean;
}

export interface TrustParts {
  readonly environment: Environment;
  readonly isInsecure: (host: string) => boolean;
  /** Docker's folders of certificates by host; none where there are no files to be read. */
  readonly folders: readonly string[];
  readonly system?: () => readonly string[];
}

const mostHosts = 500;

export function createTlsTrust({ environment, isInsecure, folders, system = () => systemAuthorities() }: TrustParts): TlsTrust {
  let wider: readonly string[] | undefined;
  let widerContext: SecureContext | undefined;
  const byHost = new Map<string, SecureContext | undefined>();

  function contextOf(host: string): SecureContext | undefined {
    if (!byHost.has(host)) byHost.set(host, ownContext(host));
    if (byHost.size > mostHosts) byHost.delete(byHost.keys().next().value as string);
    return byHost.get(host) ?? widerContext;
  }

  function ownContext(host: string): SecureContext | undefined {
    const { authorities, pairs } = readHostCertificates(folders, host);
    if (authorities.length === 0 && pairs.length === 0) return undefined;
    const ca = [...(wider ?? defaultAuthorities(environment)), ...authorities];
    return contextWith({ ca, ...(pairs.length === 0 ? {} : { cert: pairs.map(({ cert }) => cert), key: pairs.map(({ key }) => key) }) });
  }

  return {
    optionsFor(host) {
      const secureContext = contextOf(host);
      // Said aloud each time: NODE_TLS_REJECT_UNAUTHORIZED would be obeyed otherwise.
      return { rejectUnauthorized: !isInsecure(host), ...(secureContext ? { secureContext } : {}) };
    },
    width: () => (widerContext ? 1 : 0),
    widen(width) {
      if (!wider) {
        const found = system();
        wider = [...defaultAuthorities(environment), ...found];
        if (found.length > 0) widerContext = contextWith({ ca: [...wider] });
        byHost.clear();
      }
      return widerContext !== undefined && width < 1;
    },
  };
}

/** A file that is no certificate leaves Node's own belief. */
function contextWith(options: SecureContextOptions): SecureContext | undefined {
  try {
    return tls.createSecureContext(options);
  } catch {
    return undefined;
  }
}

/** Newer than our types: Node 22.15. */
const { getCACertificates } = tls as { getCACertificates?: (kind: 'default' | 'system') => string[] };

/** What a context without `ca` would believe. */
function defaultAuthorities(environment: Environment): readonly string[] {
  if (getCACertificates) return getCACertificates('default');
  const extra = environment['NODE_EXTRA_CA_CERTS'];
  return [...tls.rootCertificates, ...(extra === undefined ? [] : readCertificateFile(extra))];
}

/** Where Linux distributions keep them: Debian, Red Hat, SUSE, Alpine. */
const bundles = [
  '/etc/ssl/certs/ca-certificates.crt', '/etc/pki/tls/certs/ca-bundle.crt', '/etc/ssl/ca-bundle.pem', '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem', '/etc/ssl/cert.pem',
];

/** The operating system's: by Node where it can tell; older ones know of none, and there the first bundle counts. */
function systemAuthorities(): readonly string[] {
  try {
    if (getCACertificates) return getCACertificates('system');
  } catch {
    return [];
  }
  for (const path of bundles) {
    const found = readCertificateFile(path);
    if (found.length > 0) return found;
  }
  return [];
}
