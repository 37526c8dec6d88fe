import type { ReportCheck, ReportField, ReportSection, VerifyReport } from '../../../server/src/protocol';
import type { Translations } from '../shown';
import { outcomeIcon, toneIcon } from './icons';
import { html, Markup } from './markup';
import { style } from './style';

export interface PageOptions {
  readonly l10n: Translations;
  /** Of the window. */
  readonly language: string;
  /** Made anew for every page: only our style sheet has it. */
  readonly nonce: string;
  /** The address of something that can be done with the report. */
  commandUri(action: string): string;
}

/**
 * The report as a page without scripts. It loads nothing from anywhere; its links lead to https pages that the server made,
 * or name an action of the panel by a word of ours.
 */
export function reportHtml(report: VerifyReport, options: PageOptions): string {
  const { page } = report;
  const { language, nonce } = options;
  return html`<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}'; form-action 'none'; base-uri 'none'">
<title>${page.headline}: ${page.reference}</title>
<style nonce="${nonce}">${rawStyle}</style>
</head>
<body>
<main>
<header class="${page.tone}"><span class="seal">${toneIcon(page.tone)}</span><h1>${page.headline}</h1><p><bdi>${page.reason}</bdi></p></header>
${actions(report, options)}
${fields(page.fields)}
${page.sections.map((each, index) => section(each, `section-${index}`, options))}
${equalCommands(report, options)}
</main>
</body>
</html>
`.text;
}

/** Ours, and nothing to escape: `>` is a selector in it. */
const rawStyle = new Markup(style);

function actions({ steps }: VerifyReport, { l10n, commandUri }: PageOptions): Markup {
  const toDo = steps.map(({ title }, index) => html`<li><a class="button" role="button" href="${commandUri(`step-${index}`)}">${title}</a></li>`);
  const tools = [['copy-text', l10n.t('Copy as Text')], ['copy-json', l10n.t('Copy as JSON')], ['retry', l10n.t('Verify Again')]] as const;
  const isStep = (action: string): boolean => steps.some(({ kind }) => kind === action);
  const links = tools.filter(([action]) => !isStep(action)).map(([action, title]) => html`<li><a role="button" href="${commandUri(action)}">${title}</a></li>`);
  return html`
${steps.length === 0 ? [] : html`<nav aria-label="${l10n.t('What to do next')}"><ul class="steps">${toDo}</ul></nav>`}
<nav aria-label="${l10n.t('Report')}"><ul class="tools">${links}</ul></nav>`;
}

function section({ title, summary, tone = 'neutral', fields: own, checks, parts }: ReportSection, id: string, options: PageOptions): Markup {
  return html`<section aria-labelledby="${id}">
<h2 id="${id}">${title}${summary === undefined ? [] : html` <span class="summary ${tone}">${toneIcon(tone)} <bdi>${summary}</bdi></span>`}</h2>
${fields(own)}${checkList(checks, options)}${parts.map(part => partOf(part, options))}
</section>`;
}

/** Opens at a click, and is read out as what it is. */
function partOf({ title, summary = '', tone = 'neutral', fields: own, checks }: ReportSection, options: PageOptions): Markup {
  return html`<details><summary><bdi>${title}</bdi> <span class="summary ${tone}">${toneIcon(tone)} <bdi>${summary}</bdi></span></summary>
${fields(own)}${checkList(checks, options)}</details>`;
}

function fields(all: readonly ReportField[]): Markup {
  return html`${all.length === 0 ? [] : html`<dl>${all.map(each => html`<dt>${each.label}</dt><dd>${value(each)}</dd>`)}</dl>`}`;
}

function value({ value: text, link, kind }: ReportField): Markup {
  const said = kind === 'code' ? html`<code><bdi>${text}</bdi></code>` : html`<bdi>${text}</bdi>`;
  return link !== undefined && isWebAddress(link) ? html`<a href="${link}">${said}</a>` : said;
}

/** The server made it; this keeps what is no address of a page from becoming one. */
function isWebAddress(link: string): boolean {
  return /^https:\/\/[a-z0-9.-]+\/[A-Za-z0-9_.~/?=&%-]*$/.test(link);
}

function checkList(checks: readonly ReportCheck[], { l10n }: PageOptions): Markup {
  if (checks.length === 0) return html``;
  return html`<h3>${l10n.t('Checks')}</h3><ul class="checks">${checks.map(({ label, outcome, word, reason }) => html`
<li class="${outcome}"><span class="mark">${outcomeIcon(outcome)}</span><span class="label"><bdi>${label}</bdi></span><span class="said"><span class="word">${word}</span>${reason === undefined ? [] : html` – <bdi>${reason}</bdi>`}</span></li>`)}</ul>`;
}

function equalCommands({ commands }: VerifyReport, { l10n, commandUri }: PageOptions): Markup {
  if (commands.length === 0) return html``;
  const each = commands.map((command, index) => html`
<pre><code>${command}</code></pre><p><a role="button" href="${commandUri(`command-${index}`)}">${l10n.t('Copy This Command')}</a></p>`);
  return html`<section aria-labelledby="equal"><h2 id="equal">${l10n.t('The same with other tools')}</h2>${each}
<p class="hint">${l10n.t('For a POSIX shell.')}</p></section>`;
}
