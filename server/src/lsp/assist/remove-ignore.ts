import type { CodeAction } from 'vscode-languageserver';
import { message } from '../../core/message';
import { planRemoval } from '../../service/assist/remove-ignore';
import { ownDiagnostics, type Asked } from '../code-actions/asked';
import { workspaceEdit } from '../fixes';

/** Takes ignores away that hide nothing: the one answer to that, and a safe one. */
export function removeIgnoreActions(asked: Asked): CodeAction[] {
  const { document, read, runtime, session, situation } = asked;
  const format = runtime.service.formatOf(read.format);
  const { findings } = runtime.service.check(read, situation.context);
  return ownDiagnostics(asked).flatMap(diagnostic => {
    const start = document.offsetAt(diagnostic.range.start);
    const finding = diagnostic.code === 'unused-ignore' ? findings.find(({ inVain, range }) => inVain && range.start === start) : undefined;
    const edit = finding && format && planRemoval(format, read, finding);
    if (!finding || !edit) return [];
    const title = session.say(message('Remove what hides nothing: {0}', finding.inVain?.join(', ') ?? ''));
    return [{ title, kind: 'quickfix', diagnostics: [diagnostic], isPreferred: true, edit: workspaceEdit({ edits: [edit], changed: [], left: [] }, document) }];
  });
}
