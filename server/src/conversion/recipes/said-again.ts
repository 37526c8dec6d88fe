import type { BuildInstruction } from '../../core/build';

/** Instructions that describe what runs, and do so wherever they stand. */
const described: ReadonlySet<string> = new Set(['env', 'expose', 'label', 'volume', 'stopsignal', 'healthcheck']);

/** What of the first stage the second one says again: what describes the image, and the ARGs that this and its own `tail` name. */
export function saidAgain(build: readonly BuildInstruction[], tail: readonly BuildInstruction[]): readonly BuildInstruction[] {
  const descriptions = build.filter(({ keyword }) => described.has(keyword));
  const again = new Set(descriptions);
  const named = new Set([...descriptions, ...tail].flatMap(variablesIn));
  // A default names earlier ARGs only.
  for (const instruction of build.filter(({ keyword }) => keyword === 'arg').reverse()) {
    if (!argumentsOf(instruction).some(name => named.has(name))) continue;
    again.add(instruction);
    for (const name of variablesIn(instruction)) named.add(name);
  }
  return build.filter(instruction => again.has(instruction));
}

function argumentsOf({ args }: BuildInstruction): readonly string[] {
  return args.text.split(/\s+/).map(word => word.split('=', 1)[0] ?? '');
}

function variablesIn({ args }: BuildInstruction): readonly string[] {
  return [...args.text.matchAll(/\$\{?(\w+)/g)].map(([, name = '']) => name);
}
