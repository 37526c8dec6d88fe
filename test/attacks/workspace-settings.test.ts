import { describe, expect, it } from 'vitest';
import manifest from '../../package.json';
import { settings } from '../../server/src/settings';

/** Words in the names of settings that could run something, read something, or send something somewhere. */
const dangerous = /path|exec|host|regist|proxy|insecure|token|mirror|config|root|transport|login|certificate/i;

interface Property {
  readonly scope: string;
}

describe('settings that a workspace could harm its reader with', () => {
  it('attack A15: are the machine\'s own, and settings of taste are not', () => {
    expect(settings.find(({ key }) => key === 'rules')?.scope).toBe('resource');
    const open = settings.filter(({ key, scope }) => dangerous.test(key) && scope !== 'machine').map(({ key }) => key);
    expect(open).toEqual([]);
  });

  it('attack A15: are declared to the editor as such, by the scope that no workspace overrides', () => {
    const properties = Object.entries(manifest.contributes.configuration.properties as Readonly<Record<string, Property>>);
    const open = properties.filter(([key, { scope }]) => dangerous.test(key.replace('plimsoll.', '')) && scope !== 'machine').map(([key]) => key);
    expect(open).toEqual([]);
    expect(properties.some(([, { scope }]) => scope === 'machine-overridable')).toBe(false);
  });

  it('attack A15: whatever a folder may set counts only once the workspace is trusted', () => {
    const { untrustedWorkspaces } = manifest.capabilities;
    expect(untrustedWorkspaces.supported).toBe('limited');
    const byFolder = settings.filter(({ scope }) => scope === 'resource').map(({ key }) => `plimsoll.${key}`);
    expect(untrustedWorkspaces.restrictedConfigurations).toEqual(byFolder);
  });
});
