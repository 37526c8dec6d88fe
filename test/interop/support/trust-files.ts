import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Authority, Entry } from '../../support/sigstore';

/** Whom to believe, as each tool wants it. */
export interface TrustFiles {
  /** Path of a `trusted_root.json`. */
  readonly root: string;
  /** For Cosign 2, which reads a trusted root for bundles only. */
  readonly environment: Readonly<Record<string, string>>;
}

export async function writeTrust({ trustedRoot }: Authority, folder: string): Promise<TrustFiles> {
  const write = async (name: string, text: string): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, text);
    return path;
  };
  const [authority] = trustedRoot.certificateAuthorities;
  return {
    root: await write('trusted_root.json', JSON.stringify(trustedRoot)),
    environment: {
      SIGSTORE_ROOT_FILE: await write('fulcio.pem', pem('CERTIFICATE', certificates(authority))),
      SIGSTORE_REKOR_PUBLIC_KEY: await write('rekor.pem', pem('PUBLIC KEY', keys(trustedRoot.tlogs))),
      SIGSTORE_CT_LOG_PUBLIC_KEY_FILE: await write('ctfe.pem', pem('PUBLIC KEY', keys(trustedRoot.ctlogs))),
    },
  };
}

function certificates(authority: Entry | undefined): string[] {
  const { certificates: chain } = (authority?.['certChain'] ?? { certificates: [] }) as { certificates: { rawBytes: string }[] };
  return chain.map(({ rawBytes }) => rawBytes);
}

function keys(logs: readonly Entry[]): string[] {
  return logs.map((log) => (log['publicKey'] as { rawBytes: string }).rawBytes);
}

function pem(label: string, blocks: readonly string[]): string {
  return blocks.map((der) => `-----BEGIN ${label}-----\n${der.replace(/(.{64})/g, '$1\n').trimEnd()}\n-----END ${label}-----\n`).join('');
}
