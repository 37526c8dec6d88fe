import { l10n, window } from 'vscode';
import type { ImagesView } from './view';

/** Narrows the tree with every key; Escape leaves it as it was. */
export function askForFilter(view: ImagesView): Promise<void> {
  const before = view.filter;
  const input = window.createInputBox();
  Object.assign(input, {
    title: l10n.t('Filter Images'),
    value: before,
    placeholder: l10n.t('Image, tag, digest, file, rule or severity'),
    prompt: l10n.t('Every word must occur. Empty: everything is shown'),
  });
  return new Promise(resolve => {
    let isTaken = false;
    input.onDidChangeValue(value => view.narrow(value));
    input.onDidAccept(() => {
      isTaken = true;
      view.narrow(input.value);
      input.hide();
    });
    input.onDidHide(() => {
      if (!isTaken) view.narrow(before);
      input.dispose();
      resolve();
    });
    input.show();
  });
}
