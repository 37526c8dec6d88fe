import { commands, languages, window, type Disposable, type TextEditor } from 'vscode';
import { documentSelector } from './selector';

/** Menus ask for it (`when` in package.json): the active document is of a kind in which images are named and may be edited. */
const isEditable = 'plimsoll.isEditable';

/** Documentation shows images and runs none. */
const onlyShown = 'markdown';

/** Tells the menus what the active editor shows. */
export function tellMenus(): Disposable {
  const tell = (editor: TextEditor | undefined) => void commands.executeCommand('setContext', isEditable, editor !== undefined && holdsImages(editor));
  tell(window.activeTextEditor);
  return window.onDidChangeActiveTextEditor(tell);
}

function holdsImages({ document }: TextEditor): boolean {
  return document.languageId !== onlyShown && languages.match([...documentSelector], document) > 0;
}
