import type { Trouble } from './troubles';

export interface DiagnosticsInfo {
  /** Label and value, in the order in which they are shown. */
  readonly facts: readonly (readonly [label: string, value: string])[];
  /** Settings that are not at their defaults, each already in words. */
  readonly settings: readonly string[];
  readonly troubles: readonly Trouble[];
}

/** Markdown for an issue. English, like logs: it is read by whoever maintains the extension. */
export function diagnosticsText({ facts, settings, troubles }: DiagnosticsInfo): string {
  const errors = troubles.map(({ at, where, code }) => `${new Date(at).toISOString()} ${where}: ${code}`);
  return [
    '### Plimsoll diagnostics info',
    '',
    ...facts.map(([label, value]) => `- ${label}: ${value}`),
    ...list('Settings that differ from their defaults', settings),
    ...list('Last errors', errors),
    '',
  ].join('\n');
}

function list(label: string, entries: readonly string[]): string[] {
  if (entries.length === 0) return [`- ${label}: none`];
  return [`- ${label}:`, ...entries.map(entry => `  - ${entry}`)];
}
