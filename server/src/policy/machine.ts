import { message } from '../core/message';
import type { NetworkSettings } from '../core/network-settings';
import { policyFields, type PolicyFile, type PolicyKeys } from './file';
import { list } from './combined-shapes';
import { dictionary, record } from './mapping-shapes';
import { choice, text } from './scalar-shapes';
import type { Fields, PolicyProblem, Reading } from './shape';
import type { KnownWords } from './words';
import { isNothing, parseYaml } from './yaml';

/** What only the machine or the person may say, never a workspace (contract, section 3). */
export interface MachineKeys extends Partial<Omit<NetworkSettings, 'proxy' | 'fixed'>> {
  /** Hosts (`host` or `host:port`) that may be contacted in the background. */
  readonly allowedHosts?: readonly string[];
  /** Absolute path of a Sigstore trusted_root.json that is believed instead of the one that ships. */
  readonly trustedRoot?: string;
  /** URL of a TUF repository that the trust root is refreshed from, instead of Sigstore's own. */
  readonly tufMirror?: string;
  /** Absolute path of that repository's root.json, unless it is a copy of Sigstore's own. */
  readonly tufRoot?: string;
}

export interface MachineFile {
  readonly keys: MachineKeys;
  /** The rest of the file, as a policy that nothing loosens. */
  readonly policy: PolicyFile;
  readonly problems: readonly PolicyProblem[];
}

const host = text(value => /^[A-Za-z0-9.[\]:-]{1,255}$/.test(value), message('expected a host, e.g. registry.example:5000'));
const mirrorPath = text(value => /^[A-Za-z0-9.[\]:-]{1,255}(\/[a-z0-9._/-]{1,255})?$/.test(value), message('expected a host, e.g. registry.example:5000'));
const absolutePath = text(value => /^(\/|[A-Za-z]:[\\/])/.test(value), message('expected an absolute path'));

const httpsUrl = text(value => /^(https:\/\/[^\s/?#@]+|http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?)(\/[^\s?#]*)?$/.test(value), message('expected an https URL'));

const fields: Fields<MachineKeys & PolicyKeys> = {
  ...policyFields,
  allowedHosts: { shape: list(host), description: 'Further hosts that may be contacted in the background.' },
  tokenRealms: { shape: dictionary(host, list(host)), description: 'Further hosts whose token service may be given the login of a registry, by registry.' },
  mirrors: { shape: dictionary(host, list(mirrorPath)), description: 'What answers when a registry cannot be reached, by registry.' },
  insecureRegistries: { shape: list(host), description: 'Registries that may be spoken to over http, or with a certificate that nobody vouches for.' },
  transport: { shape: choice(() => ['auto', 'server', 'editor'] as const), description: 'Who speaks to registries: the language server, or the editor.' },
  dockerConfig: { shape: absolutePath, description: 'The config.json that logins are read from.' },
  trustedRoot: { shape: absolutePath, description: 'A trusted_root.json to believe instead of the one that ships.', fatal: true },
  tufMirror: { shape: httpsUrl, description: 'A TUF repository to refresh the trust root from, instead of the public one.', fatal: true },
  tufRoot: { shape: absolutePath, description: 'The root.json of that repository, unless it is a copy of the public one.', fatal: true },
};
const shape = record<MachineKeys & PolicyKeys>(fields);

/** Reads a machine's own configuration file. Never throws. */
export function parseMachineFile(source: string, path: string, known: KnownWords): MachineFile {
  const { root, problems } = parseYaml(source);
  const reading: Reading = { path, known, problems: [], wrong: 0, ignores: [], newer: false };
  const own = problems.map(problem => ({ path, key: '', range: problem.range, message: problem.message, fatal: true }));
  if (root === undefined || isNothing(root)) return { keys: {}, policy: { path }, problems: own };
  const read = shape.read(root, { key: '', fatal: false }, reading) ?? {};
  const { allowedHosts, tokenRealms, mirrors, insecureRegistries, transport, dockerConfig, trustedRoot, tufMirror, tufRoot, ...policy } = read;
  const keys = given({ allowedHosts, tokenRealms, mirrors, insecureRegistries, transport, dockerConfig, trustedRoot, tufMirror, tufRoot });
  return { keys, policy: { ...policy, path }, problems: [...own, ...reading.problems] };
}

/** Without the keys that nobody gave. */
function given(keys: { readonly [K in keyof MachineKeys]-?: MachineKeys[K] | undefined }): MachineKeys {
  return Object.fromEntries(Object.entries(keys).filter(([, value]) => value !== undefined));
}
