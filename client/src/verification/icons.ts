import type { ReportCheck, Tone } from '../../../server/src/protocol';
import { html, type Markup } from './markup';

const paths: Readonly<Record<'tick' | 'cross' | 'dash' | 'warning' | 'question', string>> = {
  tick: 'M6.4 12.3 2.6 8.5l1.1-1.1 2.7 2.7 5.9-5.9 1.1 1.1z',
  cross: 'm8 9.1-3.6 3.6-1.1-1.1L6.9 8 3.3 4.4l1.1-1.1L8 6.9l3.6-3.6 1.1 1.1L9.1 8l3.6 3.6-1.1 1.1z',
  dash: 'M3.5 7.25h9v1.5h-9z',
  warning: 'M7.2 3h1.6v6.5H7.2zM8 11a1.1 1.1 0 1 1 0 2.2A1.1 1.1 0 0 1 8 11z',
  question: 'M8 2.6c-1.9 0-3.2 1.2-3.2 2.9h1.6c0-.9.6-1.5 1.6-1.5s1.6.6 1.6 1.4c0 .7-.4 1.1-1.1 1.6-.8.6-1.3 1.2-1.3 2.4v.4h1.6v-.3c0-.7.3-1 1-1.5.8-.6 1.4-1.3 1.4-2.6 0-1.7-1.3-2.8-3.2-2.8zM8 11.1a1.05 1.05 0 1 1 0 2.1 1.05 1.05 0 0 1 0-2.1z',
};

/** Never alone: words say the same beside it. */
function icon(name: keyof typeof paths): Markup {
  return html`<svg viewBox="0 0 16 16" aria-hidden="true" focusable="false"><path fill="currentColor" d="${paths[name]}"></path></svg>`;
}

const toneIcons = { good: 'tick', warning: 'warning', bad: 'cross', neutral: 'question' } as const;
const outcomeIcons = { ok: 'tick', failed: 'cross', skipped: 'dash' } as const;

export function toneIcon(tone: Tone): Markup {
  return icon(toneIcons[tone]);
}

export function outcomeIcon(outcome: ReportCheck['outcome']): Markup {
  return icon(outcomeIcons[outcome]);
}
