import type { TrustRootInfo } from '../core/verification';
import { evidence as evidenceOf, type PolicyEvidence } from '../service/report/json';
import type { CliRuntime } from './runtime';

export type { PolicyEvidence } from '../service/report/json';

/** What every JSON report of this run carries. */
export function evidence({ version, clock }: CliRuntime, policy: PolicyEvidence | null, trustRoot?: TrustRootInfo): object {
  return evidenceOf({ version, now: clock.now(), policy }, trustRoot);
}
