import { buildOf } from '../../server/src/core/document';
import { followedBy } from '../../server/src/core/followed';
import { valueOf } from '../../server/src/core/fact';
import { joinMessages, render } from '../../server/src/core/message';
import { defaultPolicy } from '../../server/src/core/policy';
import { applyEdits } from '../../server/src/core/range';
import { execFormEdit, instructionAt } from '../../server/src/conversion/exec-form';
import { followedTag } from '../../server/src/service/followed-tag';
import { fixesFor } from '../../server/src/service/fixes';
import { isIgnore } from '../../server/src/service/ignoring';
import type { Fix } from '../../server/src/service/image-service';
import { checkText, factsFor, readText, type CheckOptions } from './drawn-findings';

/** What the light bulb offers at the `index`th image of the text, by the same facts that its findings came from. */
export function fixesOf(text: string, options: CheckOptions = {}, index = 0): readonly Fix[] {
  const { path = 'Dockerfile', policy } = options;
  const document = readText(text, path);
  const use = document.uses[index];
  if (!use) throw new Error('the text names no such image');
  const facts = factsFor(use, options);
  const offered = (valueOf(facts.alternatives) ?? []).map(alternative => ({ alternative, text: joinMessages(alternative.differences), short: joinMessages(alternative.differences) }));
  return fixesFor({
    use,
    facts,
    offers: { use, offered, rejected: [] },
    checked: checkText(text, options),
    context: { policy: { ...defaultPolicy, ...policy }, path, localNames: new Set() },
    pinnable: 1,
    updatable: 1,
    follows: followedTag(use, document),
    isExcluded: followedBy(use, document) === 'exclude',
    commentable: { line: true, file: true },
    build: buildOf(document),
  });
}

/** The titles of the fixes that settle findings of `rule`, ignoring aside. */
export function settling(rule: string, fixes: readonly Fix[]): readonly string[] {
  return fixes.filter(({ kind, rules }) => !isIgnore({ kind }) && rules.includes(rule)).map(({ title }) => render(title));
}

/** The text after every exec form that is offered was taken. */
export function inExecForm(text: string, options: CheckOptions): string {
  const build = buildOf(readText(text));
  const edits = fixesOf(text, options).flatMap(({ kind, at }) => {
    const instruction = kind === 'exec-form' && build ? instructionAt(build, at ?? -1) : undefined;
    return (instruction && execFormEdit(instruction)) ?? [];
  });
  return applyEdits(text, edits);
}
