import { commands, languages, window, type Disposable, type TextEditor } from 'vscode';
import { isInBrowser } from './host';
import { ownDocuments } from './own-documents';

/** Menus ask for it (`when` in package.json): the active document is of a kind in which images are named and may be edited. */
const isEditable = 'plimsoll.isEditable';

/**
 * The walkthrough asks for it. It is false at the moment of an installation: an editor opens the walkthrough of what was
 * just installed by itself, and nothing of ours opens by itself.
 */
const isStarted = 'plimsoll.isStarted';

/** Menus ask for it: neither a disk nor a registry can be reached. */
const isConfined = 'plimsoll.isInBrowser';

/** Documentation shows images and runs none. */
const onlyShown = 'markdown';

/** Tells the menus what the active editor shows. */
export function tellMenus(): Disposable {
  const tell = (editor: TextEditor | undefined) => void commands.executeCommand('setContext', isEditable, editor !== undefined && holdsImages(editor));
  tell(window.activeTextEditor);
  void commands.executeCommand('setContext', isConfined, isInBrowser);
  void commands.executeCommand('setContext', isStarted, true);
  return window.onDidChangeActiveTextEditor(tell);
}

function holdsImages({ document }: TextEditor): boolean {
  return document.languageId !== onlyShown && languages.match([...ownDocuments], document) > 0;
}
