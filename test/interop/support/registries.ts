import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { toolPath } from './program';

export interface Registries {
  /** host:port of one with the referrers API. */
  readonly referrers: string;
  /** host:port of one without it: signers write a tag that lists the referrers. */
  readonly plain: string;
  close(): void;
}

export type RegistryKind = keyof Omit<Registries, 'close'>;

/** go-containerregistry's, in memory. */
export async function startRegistries(): Promise<Registries> {
  const child = spawn(toolPath('registry'), { stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const [referrers, plain] = line.toString().trim().split(' ');
  if (referrers === undefined || plain === undefined) throw new Error(`the registry said: ${line.toString()}`);
  return { referrers, plain, close: () => child.stdin.end() };
}
