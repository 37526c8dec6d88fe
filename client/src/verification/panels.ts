import { env, l10n, ViewColumn, window, type WebviewPanel } from 'vscode';
import type { VerifyReport } from '../../../server/src/protocol';
import { reportHtml } from './html';

/** The one command that a report may run. */
export const reportCommand = 'plimsoll.reportAction';

interface Open {
  readonly panel: WebviewPanel;
  report: VerifyReport;
}

/** Reports in panels, one per image. */
export class VerificationPanels {
  readonly #open = new Map<number, Open>();
  #made = 0;

  /** Shows a report: in the panel that the image has already, else in a new one beside the editor. */
  show(report: VerifyReport): void {
    const found = [...this.#open].find(([, each]) => each.report.reference === report.reference);
    const [id, open] = found ?? this.#create(report);
    open.report = report;
    open.panel.title = l10n.t('Signature: {0}', shortName(report.reference));
    open.panel.webview.html = reportHtml(report, {
      l10n,
      language: env.language,
      nonce: crypto.randomUUID(),
      commandUri: action => `command:${reportCommand}?${encodeURIComponent(JSON.stringify({ panel: id, action }))}`,
    });
    open.panel.reveal(open.panel.viewColumn, false);
  }

  /** What a panel shows now. */
  reportOf(panel: number): VerifyReport | undefined {
    return this.#open.get(panel)?.report;
  }

  dispose(): void {
    for (const { panel } of this.#open.values()) panel.dispose();
  }

  #create(report: VerifyReport): [number, Open] {
    const id = ++this.#made;
    const panel = window.createWebviewPanel('plimsoll.verification', '', ViewColumn.Beside, {
      enableScripts: false,
      enableForms: false,
      enableCommandUris: [reportCommand],
      enableFindWidget: true,
      localResourceRoots: [],
    });
    const open: Open = { panel, report };
    panel.onDidDispose(() => this.#open.delete(id));
    this.#open.set(id, open);
    return [id, open];
  }
}

/** `node:22`: a tab has little room. */
function shortName(reference: string): string {
  const name = reference.slice(reference.lastIndexOf('/') + 1);
  return name.split('@', 1)[0] ?? name;
}
