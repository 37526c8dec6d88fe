import { render } from '../core/message';
import type { TrustRootInfo } from '../core/verification';
import type { CliRuntime } from './runtime';

/** Identity of the policy file that was the floor. */
export interface PolicyEvidence {
  readonly path: string;
  /** Lower-case hex over the file's bytes. */
  readonly sha256: string;
}

/** What every JSON report carries: two runs over the same input differ in `checkedAt` alone. */
export function evidence(runtime: CliRuntime, policy: PolicyEvidence | null, trustRoot?: TrustRootInfo): object {
  return {
    schemaVersion: 1,
    tool: { name: 'plimsoll', version: runtime.version },
    checkedAt: new Date(runtime.clock.now()).toISOString(),
    policy,
    ...(trustRoot ? { trustRoot: trustRootEvidence(trustRoot) } : {}),
  };
}

function trustRootEvidence({ note, ...info }: TrustRootInfo): object {
  return { ...info, ...(note ? { note: render(note) } : {}) };
}
