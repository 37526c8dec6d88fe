import { render } from '../core/message';
import type { FilesPort } from '../core/ports';
import { trustRootSettings } from '../core/trust-root-settings';
import { parseMachineFile, type MachineKeys } from '../policy/machine';
import type { PolicyFile } from '../policy/parse';
import { policyWords } from './policy-words';

export interface MachineSettings {
  readonly keys: MachineKeys;
  /** Undefined when no machine file says anything about policy. */
  readonly policy?: PolicyFile;
  /** English; not empty means that what the machine demands is not known. */
  readonly problems: readonly string[];
}

export interface MachineFilePlace {
  /** Absolute. */
  readonly path: string;
  /** The person's own file, which makes no demands on anybody: it holds no policy. */
  readonly own?: true;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The system's file, then the one that `$PLIMSOLL_MACHINE_CONFIG` names, then the person's own. */
export function machineFiles(environment: Environment): readonly MachineFilePlace[] {
  const { ProgramData, PLIMSOLL_MACHINE_CONFIG } = environment;
  const system = ProgramData === undefined ? '/etc/plimsoll/config.yaml' : `${ProgramData}/Plimsoll/config.yaml`;
  const named = PLIMSOLL_MACHINE_CONFIG ? [{ path: PLIMSOLL_MACHINE_CONFIG }] : [];
  return [{ path: system }, ...named, ...ownFile(environment)];
}

/** A relative folder would be one of the workspace. */
function ownFile({ ProgramData, APPDATA, XDG_CONFIG_HOME, HOME }: Environment): readonly MachineFilePlace[] {
  if (ProgramData !== undefined && APPDATA) return [{ path: `${APPDATA}/Plimsoll/config.yaml`, own: true }];
  const folder = [XDG_CONFIG_HOME, HOME && `${HOME}/.config`].find(path => path?.startsWith('/'));
  return folder ? [{ path: `${folder}/plimsoll/config.yaml`, own: true }] : [];
}

/** What the machine's own files say; key by key the first file that has one wins, so that nothing loosens the system's. */
export async function readMachineSettings(files: FilesPort, places: readonly MachineFilePlace[]): Promise<MachineSettings> {
  let keys: MachineKeys = {};
  let policy: PolicyFile | undefined;
  const problems: string[] = [];
  for (const { path, own } of places) {
    const text = await files.readText(path);
    if (text === undefined) continue;
    const parsed = parseMachineFile(text, path, policyWords);
    keys = combine(keys, parsed.keys);
    if (!own) policy = { ...parsed.policy, ...policy };
    else if (Object.keys(parsed.policy).some(key => key !== 'path' && key !== 'version')) problems.push(`${path}: only how registries are reached, and the trust root, may be said here`);
    problems.push(...parsed.problems.map(({ key, message }) => `${path}: ${key === '' ? '' : `${key}: `}${render(message)}`));
  }
  return { keys, problems, ...(policy ? { policy } : {}) };
}

/** Of the trust root the first file that speaks of it says all: half an answer of each would be nobody's. */
function combine(first: MachineKeys, second: MachineKeys): MachineKeys {
  const all = { ...second, ...first, ...trustRootSettings(first, second) };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''));
}
