import { l10n, LanguageModelTextPart, LanguageModelToolResult, lm, window, workspace, type Disposable } from 'vscode';
import { toolNames } from '../../../server/src/core/tool-input';
import { requests } from '../../../server/src/protocol';
import type { Extension } from '../types';
import { ImageTool, type ToolHost } from './tool';

/** What a language model may call. Editors that are made from VS Code may know nothing of tools. */
export function registerTools(extension: Extension): Disposable[] {
  if (typeof (lm as Partial<typeof lm> | undefined)?.registerTool !== 'function') return [];
  return toolNames.flatMap(name => {
    try {
      return lm.registerTool(`plimsoll_${name}`, new ImageTool(name, hostOf(extension)));
    } catch (error) {
      extension.output.error(`tool ${name}: ${String(error)}`);
      return [];
    }
  });
}

function hostOf({ client }: Extension): ToolHost {
  return {
    l10n,
    isTrusted: () => workspace.isTrusted,
    isOffline: () => workspace.getConfiguration('plimsoll', window.activeTextEditor?.document.uri).get<boolean>('offline') === true,
    uri: () => {
      const document = window.activeTextEditor?.document;
      return document && workspace.getWorkspaceFolder(document.uri) ? client.code2ProtocolConverter.asUri(document.uri) : undefined;
    },
    ask: (request, token) => client.sendRequest(requests.askTool, request, token),
    result: text => new LanguageModelToolResult([new LanguageModelTextPart(text)]),
  };
}
