import type { ExtensionContext, LogOutputChannel } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { Troubles } from './diagnostics-info/troubles';
import type { Host } from './host';
import type { Logins } from './logins';
import type { Notices } from './notices';
import type { PreviewView } from './preview-view';
import type { ReportView } from './report-view';
import type { VerificationPanels } from './verification/panels';

/** What commands and views share. */
export interface Extension {
  readonly host: Host;
  readonly client: BaseLanguageClient;
  /** Also starts a server that is off, or never came up: the library would refuse to stop that one. */
  restart(): Promise<void>;
  readonly output: LogOutputChannel;
  readonly context: ExtensionContext;
  readonly notices: Notices;
  readonly troubles: Troubles;
  readonly logins: Logins;
  readonly reports: ReportView;
  readonly previews: PreviewView;
  readonly verifications: VerificationPanels;
}
