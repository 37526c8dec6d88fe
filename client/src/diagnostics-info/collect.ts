import { env, extensions, UIKind, version, window, workspace, type Uri } from 'vscode';
import { State } from '../client-values';
import { isInBrowser } from '../host';
import type { Extension } from '../types';
import { describeValue, type SettingSchema } from './setting';
import type { DiagnosticsInfo } from './text';

interface Manifest {
  readonly version: string;
  readonly contributes: { readonly configuration: { readonly properties: Readonly<Record<string, SettingSchema>> } };
}

/** Others that read the same files, and may say or colour what we say. */
const neighbours = ['docker.docker', 'ms-azuretools.vscode-containers', 'ms-azuretools.vscode-docker', 'exiasr.hadolint', 'redhat.vscode-yaml', 'ms-kubernetes-tools.vscode-kubernetes-tools'];

const states: Readonly<Record<State, string>> = {
  [State.Stopped]: 'stopped',
  [State.Starting]: 'starting',
  [State.Running]: 'running',
  [State.StartFailed]: 'failed to start',
};

/** What a maintainer asks first. No name of a file, folder, host, image or account is among it. */
export function collectDiagnosticsInfo({ client, context, troubles }: Extension): DiagnosticsInfo {
  const manifest = context.extension.packageJSON as Manifest;
  return {
    facts: [
      ['Plimsoll', manifest.version],
      ['Editor', `${env.appName} ${version} (${env.appHost}, ${env.uiKind === UIKind.Web ? 'in a browser' : 'on a desktop'}, ${env.language})`],
      ['Extension host', `${platform()}${env.remoteName === undefined ? '' : `, remote: ${env.remoteName}`}`],
      ['Workspace', `${folders()}, ${workspace.isTrusted ? 'trusted' : 'restricted'}`],
      ['Language server', states[client.state]],
      ['Active document', activeDocument()],
      ['Proxy of the editor', workspace.getConfiguration('http').get('proxy') ? 'set' : 'none'],
      ['Extensions for the same files', besides()],
    ],
    settings: changedSettings(manifest.contributes.configuration.properties),
    troubles: troubles.all(),
  };
}

function platform(): string {
  return isInBrowser ? 'a worker of a browser' : `${process.platform} ${process.arch}, Node ${process.versions.node}`;
}

function folders(): string {
  const schemes = (workspace.workspaceFolders ?? []).map(({ uri }) => uri.scheme);
  if (schemes.length === 0) return 'no folder';
  return `${schemes.length} ${schemes.length === 1 ? 'folder' : 'folders'} (${[...new Set(schemes)].join(', ')})`;
}

function activeDocument(): string {
  const document = window.activeTextEditor?.document;
  return document ? `${document.languageId} (${document.uri.scheme})` : 'none';
}

function besides(): string {
  const found = neighbours.flatMap(id => {
    const manifest = extensions.getExtension(id)?.packageJSON as { version?: unknown } | undefined;
    return manifest ? [`${id} ${String(manifest.version)}`] : [];
  });
  return found.length > 0 ? found.join(', ') : 'none';
}

/** As they are for the active document: folders may differ. */
function changedSettings(schemas: Readonly<Record<string, SettingSchema>>): string[] {
  const scope = window.activeTextEditor?.document.uri;
  return Object.entries(schemas).flatMap(([key, schema]) => {
    const where = whereSet(key, scope);
    return where.length === 0 ? [] : [`${key} (${where.join(', ')}): ${describeValue(workspace.getConfiguration(undefined, scope).get(key), schema)}`];
  });
}

function whereSet(key: string, scope: Uri | undefined): string[] {
  const found = workspace.getConfiguration(undefined, scope).inspect(key);
  const values = { user: found?.globalValue, workspace: found?.workspaceValue, folder: found?.workspaceFolderValue };
  return Object.entries(values).flatMap(([where, value]) => (value === undefined ? [] : [where]));
}
