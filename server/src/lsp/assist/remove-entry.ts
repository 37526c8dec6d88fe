import type { CodeAction, CodeActionParams } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { message } from '../../core/message';
import { planEntryRemoval } from '../../service/assist/remove-entry';
import { diagnosticSource } from '../documents';
import { workspaceEdit } from '../fixes';
import type { Session } from '../session';

/** Takes entries out of a policy file that hide nothing: the one answer to that, and a safe one. */
export function removeEntryActions(document: TextDocument, { context }: CodeActionParams, session: Session): CodeAction[] {
  const own = context.diagnostics.filter(({ source, code }) => source === diagnosticSource && code === 'unused-ignore');
  return own.flatMap(diagnostic => {
    const edit = planEntryRemoval(document.getText(), document.offsetAt(diagnostic.range.start));
    if (!edit) return [];
    const title = session.say(message('Remove this ignore entry'));
    return [{ title, kind: 'quickfix', diagnostics: [diagnostic], isPreferred: true, edit: workspaceEdit({ edits: [edit], changed: [], left: [] }, document) }];
  });
}
