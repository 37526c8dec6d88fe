import type { BuildInstruction } from '../core/build';
import { report } from './group';
import { hasNo } from './reasons';
import type { StageConversion } from './stage-conversion';

/** The line that installs what an instruction needs and the new image lacks; undefined where nothing can be installed. */
export function installLine(debianNames: readonly string[], instruction: BuildInstruction, conversion: Omit<StageConversion, 'shipped'>): string | undefined {
  const { group, target: { family }, state } = conversion;
  const names: string[] = [];
  for (const name of debianNames) {
    const own = family === undefined ? undefined : group.names(name, 'debian', family);
    if (!own) report(conversion, instruction, hasNo(name));
    names.push(...(own ?? []));
  }
  for (const name of names) state.packages.add(name);
  if (names.length === 0) return undefined;
  const list = [...new Set(names)].join(' ');
  return family === 'debian'
    ? `RUN apt-get update && apt-get install -y --no-install-recommends ${list} && rm -rf /var/lib/apt/lists/*`
    : `RUN apk add --no-cache ${list}`;
}
