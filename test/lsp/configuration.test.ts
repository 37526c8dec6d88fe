import { describe, expect, it } from 'vitest';
import type { Connection } from 'vscode-languageserver';
import type { FilesPort } from '../../server/src/core/ports';
import { networkSettings, type NetworkSettings } from '../../server/src/core/network-settings';
import { Configuration } from '../../server/src/lsp/configuration';
import type { Runtime } from '../../server/src/lsp/runtime';
import { Session } from '../../server/src/lsp/session';
import { machineFiles, readMachineSettings, type MachineSettings } from '../../server/src/service/machine-settings';

const system = [
  'tokenRealms: { "registry.example": [auth.example] }',
  'mirrors: { docker.io: ["mirror.example:5000/hub"] }',
  'insecureRegistries: ["lab.example:5000"]',
  'transport: editor',
  'dockerConfig: /etc/docker/config.json',
].join('\n');
/** Everything that the person would rather have. */
const person = {
  allowedHosts: ['evil.example'],
  tokenRealms: { 'registry.example': ['evil.example'] },
  mirrors: { 'docker.io': ['evil.example'] },
  insecureRegistries: ['evil.example'],
  transport: 'server',
  dockerConfig: '/home/me/config.json',
};

function machine(text: string): Promise<MachineSettings> {
  const files: Pick<FilesPort, 'readText'> = { readText: async path => (path === '/etc/plimsoll/config.yaml' ? text : undefined) };
  return readMachineSettings(files as FilesPort, machineFiles({}));
}

/** What requests are sent by in the editor: once its configuration was asked for. */
async function inEditor(text: string, settings: object): Promise<NetworkSettings | undefined> {
  let used: NetworkSettings | undefined;
  const ignore = (): void => undefined;
  const runtime = {
    machine: machine(text), useTrustRoot: ignore, log: { warn: ignore },
    useNetwork: (network: NetworkSettings) => void (used = network),
  } as unknown as Runtime;
  const session = new Session();
  session.configuration = true;
  const connection = { workspace: { getConfiguration: async () => [settings, null] } } as unknown as Connection;
  await new Configuration(connection, session, runtime).of('file:///Dockerfile');
  return used;
}

/** And on the command line, which has no other settings. */
async function onCommandLine(text: string): Promise<NetworkSettings> {
  return networkSettings((await machine(text)).keys);
}

describe('how registries are reached', () => {
  const expected = {
    tokenRealms: { 'registry.example': ['auth.example'] },
    mirrors: { 'docker.io': ['mirror.example:5000/hub'] },
    insecureRegistries: ['lab.example:5000'],
    transport: 'editor',
    dockerConfig: '/etc/docker/config.json',
  };

  it('is what the system\'s file says, in the editor and on the command line', async () => {
    expect(await inEditor(system, person)).toMatchObject(expected);
    expect(await onCommandLine(system)).toMatchObject(expected);
    expect(JSON.stringify(await inEditor(system, person))).not.toContain('evil');
  });

  it('is what the person says where that file is silent, key by key', async () => {
    expect(await inEditor('transport: editor\n', person)).toMatchObject({ transport: 'editor', mirrors: person.mirrors, dockerConfig: person.dockerConfig });
    expect(await inEditor('', person)).toMatchObject({ transport: 'server', tokenRealms: person.tokenRealms, insecureRegistries: person.insecureRegistries });
  });

  it('leaves other programs\' files out where that file speaks', async () => {
    expect((await inEditor('mirrors: {}\n', person))?.fixed).toEqual(['mirrors']);
    expect((await inEditor('', person))?.fixed).toEqual([]);
    // Nobody but the machine's own file can say so.
    expect((await inEditor('', { ...person, fixed: ['mirrors'] }))?.fixed).toEqual([]);
  });
});

describe('settings that the client could not say', () => {
  it('ask nobody, leave whom to believe and how to ask as it was, and are asked for again', async () => {
    const used: string[] = [];
    const runtime = {
      machine: machine(''), log: { warn: () => undefined },
      useTrustRoot: () => void used.push('trust root'), useNetwork: () => void used.push('network'),
    } as unknown as Runtime;
    const session = new Session();
    session.configuration = true;
    const answers = [() => Promise.reject(new Error('busy')), async () => [{}, null]];
    const connection = { workspace: { getConfiguration: () => answers.shift()?.() } } as unknown as Connection;
    const configuration = new Configuration(connection, session, runtime);
    expect(await configuration.of('file:///Dockerfile')).toMatchObject({ offline: true, lookups: 'onOpen' });
    expect(used).toEqual([]);
    expect(await configuration.of('file:///Dockerfile')).toMatchObject({ offline: false });
    expect(used).toEqual(['trust root', 'network']);
  });
});
