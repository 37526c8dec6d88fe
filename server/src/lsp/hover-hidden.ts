import type { TextDocument } from 'vscode-languageserver-textdocument';
import { withUses, type ReadDocument } from '../core/document';
import type { ImageUse } from '../core/image-use';
import { message } from '../core/message';
import { sameRange } from '../core/range';
import type { Situation } from './contexts';
import { spanOf } from './documents';
import type { EdgeParts } from './edge-parts';
import { escapeMarkdown } from './markdown';

interface HoveredUse extends Pick<EdgeParts, 'session' | 'runtime'> {
  readonly document: TextDocument;
  readonly read: ReadDocument;
  readonly use: ImageUse;
  readonly situation: Situation;
}

/** Says which findings the command line reports and this editor does not show, by a setting of whoever looks at it. */
export function hiddenSection(hovered: HoveredUse): string[] {
  const rules = [...new Set(hiddenRules(hovered))];
  return rules.length === 0 ? [] : [escapeMarkdown(hovered.session.say(message('{0}: hidden by your own setting; CI reports it', rules.join(', '))))];
}

function hiddenRules({ document, read, use, situation: { context, onCommandLine }, session, runtime: { service } }: HoveredUse): string[] {
  const policy = onCommandLine?.();
  if (!policy) return [];
  const here = withUses(read, read.uses.filter(({ site }) => sameRange(site.range, use.site.range)));
  const shown = service.check(here, context).findings;
  const deferred = session.deferredIn(document.uri);
  return service.check(here, { ...context, policy }).findings.flatMap(({ rule, concern, range }) => {
    // Of one concern the gravest finding is shown, which another severity makes another one.
    const isShown = shown.some(finding => finding.concern === concern);
    const { start } = spanOf(document, range);
    const isDeferred = deferred.some(each => each.rule === rule && each.range.start.line === start.line);
    return isShown && !isDeferred ? [] : [rule];
  });
}
