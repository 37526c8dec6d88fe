import { today } from '../core/day';
import type { CheckResult } from '../service/image-service';
import type { NeededIgnores } from '../service/needed-ignores';
import { checkPolicyFile } from '../service/policy-entries';
import type { WrittenPolicy } from '../service/policy-source';
import type { CommandInput } from './command';
import type { Walk } from './workspace';

export interface CheckedPolicy extends CheckResult {
  readonly path: string;
  readonly text: string;
}

/** Judges the policy files of a run, those of which it read every document that they speak for: of others it cannot say. */
export async function checkPolicyFiles(needed: NeededIgnores, walk: Walk, input: CommandInput): Promise<readonly CheckedPolicy[]> {
  if (!walk.whole || input.runtime.signal.aborted) return [];
  const files = [...(await input.policies.files())].sort((a, b) => (a.path < b.path ? -1 : 1));
  const checked: CheckedPolicy[] = [];
  for (const file of files) {
    const { folder } = file;
    if (folder !== undefined && walk.covers(file.scope)) checked.push(await checkOne(file, { needed, folder }, input));
  }
  return checked;
}

async function checkOne(
  { path, text }: WrittenPolicy,
  run: { readonly needed: NeededIgnores; readonly folder: string },
  { runtime, policies }: CommandInput,
): Promise<CheckedPolicy> {
  const { policy, path: inside } = await policies.of(path);
  const context = { policy, path: inside, localNames: new Set<string>() };
  return { path, text, ...checkPolicyFile({ text, path, context, today: today(runtime.clock), run }) };
}
