import type { Severity } from '../core/finding';
import type { PolicyFile } from './file';

/** The settings of the editor that speak of policy. */
export interface PolicySettings {
  readonly rules: Readonly<Record<string, Severity | 'off'>>;
  readonly trust: { readonly publishers?: readonly string[]; readonly references: readonly string[]; readonly strict: boolean };
  readonly formats: Readonly<Record<string, 'on' | 'off'>>;
}

/** The person's settings as a layer of policy. A default says nothing: an empty list of references is no trust list. */
export function policyOfSettings({ rules, trust, formats }: PolicySettings): PolicyFile {
  const { publishers, references, strict } = trust;
  return {
    path: 'settings',
    rules,
    formats,
    trust: {
      ...(publishers ? { publishers } : {}),
      ...(references.length > 0 ? { references } : {}),
      ...(strict ? { strict } : {}),
    },
  };
}
