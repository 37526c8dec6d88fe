const ruleId = /^[a-z]+(-[a-z]+)*$/;

export function isRuleId(text: unknown): text is string {
  return typeof text === 'string' && text.length <= 64 && ruleId.test(text);
}

/**
 * The URI behind a diagnostic's code. VS Code opens it with commands allowed, in the hover, in the peek view and in Problems
 * alike. Undefined for a code that is no rule id.
 */
export function ruleLink(rule: string): string | undefined {
  return isRuleId(rule) ? `command:plimsoll.openRulePage?${encodeURIComponent(JSON.stringify([rule]))}` : undefined;
}

/** Where the page of a rule is packaged, best language first. */
export function rulePages(rule: string, language: string): readonly string[] {
  const english = `docs/rules/${rule}.md`;
  return language.toLowerCase().startsWith('ja') ? [`docs/rules/ja/${rule}.md`, english] : [english];
}
