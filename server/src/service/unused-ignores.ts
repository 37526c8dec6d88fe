import type { Comment, ReadDocument } from '../core/document';
import { valueOf } from '../core/fact';
import type { Finding } from '../core/finding';
import { mayIgnore, parseOwnIgnore } from '../core/ignore';
import type { ImageUse } from '../core/image-use';
import { message } from '../core/message';
import { contains } from '../core/range';
import { mayIgnoreInline } from '../policy/locks';
import { ruleWords } from '../policy/words';
import { unusedIgnore } from '../rules/unused-ignore';
import type { CheckInput } from './check';
import { isDemanded } from './demanded';

/** Rules whose ignores also say what an update leaves alone: they are never in vain. */
export const steering: ReadonlySet<string> = new Set(['digest-stale', 'tag-outdated', unusedIgnore.id]);

/** All that the judges of one document's comments go by. */
interface Scene extends Pick<CheckInput, 'document' | 'factsFor' | 'context'> {
  readonly found: readonly Finding[];
  /** Those that are on. */
  readonly rules: NonNullable<CheckInput['rules']>;
}

/** Ignore comments that hide nothing of what was found. Those of other tools are for other tools to judge. */
export function unusedIgnores(scene: Scene): Finding[] {
  const { document } = scene;
  // What was not read may be what they are for.
  if (document.limited || document.isPart || !mayIgnore(document.text)) return [];
  return document.comments.flatMap(comment => {
    const ignore = parseOwnIgnore(comment.text);
    if (!ignore) return [];
    const governed = ignore.scope === 'file' ? { start: 0, end: document.text.length } : comment.governs;
    const inVain = [...new Set(ignore.rules)].filter(rule => isInVain(rule, governed, scene));
    return inVain.length === 0 ? [] : [findingAt(comment, inVain, document)];
  });
}

function isInVain(rule: string, governed: Comment['governs'], scene: Scene): boolean {
  if (!ruleWords.includes(rule)) return true;
  if (steering.has(rule) || !isJudged(rule, governed, scene)) return false;
  const { policy } = scene.context;
  return !scene.found.some(finding => {
    const isHere = isWithin(governed, finding.range.start) || isWithin(governed, finding.use.range.start);
    return finding.rule === rule && isHere && mayIgnoreInline(policy, finding) && !isDemanded(finding, policy);
  });
}

/** Whether all that the rule could say there is known: of every image, as some rules report elsewhere than at theirs. */
function isJudged(id: string, governed: Comment['governs'], { document, factsFor, rules }: Scene): boolean {
  const rule = rules.find(each => each.id === id);
  return rule !== undefined && document.uses.every(use => {
    const facts = factsFor(use);
    const isHere = isWithin(governed, use.range.start) || isWithin(governed, use.site.range.start);
    const isOpen = use.reference === null && use.unresolved?.code !== 'invalid';
    if (isHere && (isOpen || valueOf(facts.local) === true)) return false;
    return rule.needs.every(kind => facts[kind].state === 'known');
  });
}

function isWithin(range: Comment['governs'], offset: number): boolean {
  return contains(range, offset) && offset < range.end;
}

function findingAt({ range }: Comment, inVain: readonly string[], document: ReadDocument): Finding {
  const names = inVain.join(', ');
  const isKnown = inVain.some(rule => ruleWords.includes(rule));
  return {
    rule: unusedIgnore.id,
    concern: unusedIgnore.concern,
    severity: 'information',
    range,
    message: isKnown ? message('This ignore hides nothing: {0}', names) : message('This ignore hides nothing: no rule is called {0}', names),
    use: commentAsUse(range, document),
    related: [],
    inVain,
  };
}

/** A finding is about a use; a comment is none, and names no image. */
function commentAsUse(range: Comment['range'], { format, text }: ReadDocument): ImageUse {
  const raw = text.slice(range.start, range.end);
  return { format, role: 'value', range, raw, reference: null, unresolved: { code: 'empty', message: message('') }, site: { range, raw } };
}
