import type { ExtensionContext, LogOutputChannel } from 'vscode';
import type { PlimsollClient } from './client';
import type { Troubles } from './diagnostics-info/troubles';
import type { Logins } from './logins';
import type { Notices } from './notices';
import type { PreviewView } from './preview-view';
import type { ReportView } from './report-view';
import type { VerificationPanels } from './verification/panels';

/** What commands and views share. */
export interface Extension {
  readonly client: PlimsollClient;
  readonly output: LogOutputChannel;
  readonly context: ExtensionContext;
  readonly notices: Notices;
  readonly troubles: Troubles;
  readonly logins: Logins;
  readonly reports: ReportView;
  readonly previews: PreviewView;
  readonly verifications: VerificationPanels;
}
