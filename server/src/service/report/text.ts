import type { ReportField, ReportPage, ReportSection, Tone } from '../../core/report-page';

export interface TextOptions {
  /** For a terminal. */
  readonly colors: boolean;
  /** What to do next, in words. */
  readonly next?: { readonly title: string; readonly steps: readonly string[] };
  /** The same question for another tool. */
  readonly equal?: { readonly title: string; readonly commands: readonly string[] };
}

const signs = { ok: '✔', failed: '✘', skipped: '–' } as const;
const verdictSigns: Readonly<Record<Tone, string>> = { good: '✔', warning: '!', bad: '✘', neutral: '?' };
const colors: Readonly<Record<Tone, string>> = { good: '\u001b[32m', warning: '\u001b[33m', bad: '\u001b[31m', neutral: '\u001b[36m' };
const outcomeTones = { ok: 'good', failed: 'bad', skipped: 'neutral' } as const;

/** The page as plain text, the verdict first. Its texts are clean lines: none of them can begin another one. */
export function reportText(page: ReportPage, { colors: painted, next, equal }: TextOptions): string {
  const paint = (text: string, tone: Tone): string => (painted ? `${colors[tone]}${text}\u001b[0m` : text);
  const lines = [
    paint(`${verdictSigns[page.tone]} ${page.headline}`, page.tone),
    page.reason,
    '',
    ...fieldLines(page.fields, '  '),
    ...page.sections.flatMap(section => ['', ...sectionLines(section, '', paint)]),
    ...listLines(next?.title, next?.steps ?? [], '  - '),
    ...listLines(equal?.title, equal?.commands ?? [], '  '),
  ];
  return `${lines.join('\n')}\n`;
}

type Paint = (text: string, tone: Tone) => string;

function sectionLines({ title, summary, tone = 'neutral', fields, checks, parts }: ReportSection, indent: string, paint: Paint): string[] {
  return [
    `${indent}${title}${summary === undefined ? '' : `: ${paint(summary, tone)}`}`,
    ...fieldLines(fields, `${indent}  `),
    ...checks.map(({ label, outcome, word, reason }) => {
      const said = reason === undefined ? (outcome === 'ok' ? '' : ` – ${word}`) : ` – ${word}: ${reason}`;
      return `${indent}  ${paint(signs[outcome], outcomeTones[outcome])} ${label}${said}`;
    }),
    ...parts.flatMap(part => sectionLines({ ...part, checks: part.checks.filter(({ outcome }) => outcome === 'failed') }, `${indent}  `, paint)),
  ];
}

function fieldLines(fields: readonly ReportField[], indent: string): string[] {
  return fields.map(({ label, value }) => `${indent}${label}: ${value}`);
}

function listLines(title: string | undefined, items: readonly string[], bullet: string): string[] {
  return title === undefined || items.length === 0 ? [] : ['', title, ...items.map(item => `${bullet}${item}`)];
}
