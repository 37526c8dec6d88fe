import type { Disposable, ExtensionContext } from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import type { Extension } from './types';

/** Where extensions run: under Node, on a desktop or a remote machine, or in a browser. */
export interface Host {
  /** The server can reach no registry, and no file but what the editor has open. */
  readonly isConfined: boolean;
  /** What runs the server, for those who look for a fault: `linux x64, Node 20.20.2`. */
  readonly name: string;
  createClient(context: ExtensionContext, options: LanguageClientOptions): BaseLanguageClient;
  /** What there is here and nowhere else. */
  serve(extension: Extension): readonly Disposable[];
}
