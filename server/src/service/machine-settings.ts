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

/** The system's file, then the one that `$PLIMSOLL_MACHINE_CONFIG` names. */
export function machineFiles(environment: Readonly<Record<string, string | undefined>>): readonly string[] {
  const { ProgramData, PLIMSOLL_MACHINE_CONFIG } = environment;
  const system = ProgramData === undefined ? '/etc/plimsoll/config.yaml' : `${ProgramData}/Plimsoll/config.yaml`;
  return PLIMSOLL_MACHINE_CONFIG ? [system, PLIMSOLL_MACHINE_CONFIG] : [system];
}

/** What the machine's own files say; key by key the first file that has one wins, so that nothing loosens the system's. */
export async function readMachineSettings(files: FilesPort, paths: readonly string[]): Promise<MachineSettings> {
  let keys: MachineKeys = {};
  let policy: PolicyFile | undefined;
  const problems: string[] = [];
  for (const path of paths) {
    const text = await files.readText(path);
    if (text === undefined) continue;
    const parsed = parseMachineFile(text, path, policyWords);
    keys = combine(keys, parsed.keys);
    policy = { ...parsed.policy, ...policy };
    problems.push(...parsed.problems.map(({ key, message }) => `${path}: ${key === '' ? '' : `${key}: `}${render(message)}`));
  }
  return { keys, problems, ...(policy ? { policy } : {}) };
}

/** Of the trust root the first file that speaks of it says all: half an answer of each would be nobody's. */
function combine(first: MachineKeys, second: MachineKeys): MachineKeys {
  const all = { ...second, ...first, ...trustRootSettings(first, second) };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''));
}
