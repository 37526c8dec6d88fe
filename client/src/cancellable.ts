import { CancellationTokenSource, ProgressLocation, window, type CancellationToken } from 'vscode';

/** Milliseconds before a notification with a cancel button takes the place of the quiet progress in the status bar. */
const patience = 2000;

interface Work {
  readonly title: string;
  /** Milliseconds after which the work is cancelled. */
  readonly longest: number;
}

/** Runs work that asks the network. Undefined when it was cancelled or took too long. */
export async function cancellable<T>(work: Work, run: (token: CancellationToken) => Promise<T>): Promise<T | undefined> {
  const source = new CancellationTokenSource();
  const limit = setTimeout(() => source.cancel(), work.longest);
  const running = run(source.token).catch((error: unknown) => {
    if (source.token.isCancellationRequested) return undefined;
    throw error;
  });
  const offer = setTimeout(() => offerToCancel(work.title, running, source), patience);
  try {
    return await window.withProgress({ location: ProgressLocation.Window, title: work.title }, () => running);
  } finally {
    clearTimeout(limit);
    clearTimeout(offer);
    source.dispose();
  }
}

function offerToCancel(title: string, running: Promise<unknown>, source: CancellationTokenSource): void {
  const options = { location: ProgressLocation.Notification, title: `Plimsoll: ${title}`, cancellable: true };
  void window.withProgress(options, (_progress, token) => {
    token.onCancellationRequested(() => source.cancel());
    // Whoever started the work hears of its failure.
    return running.then(() => undefined, () => undefined);
  });
}
