import { type Message } from '../../core/message';
import { visibleLine } from '../../core/plain-text';
import type { ReportField } from '../../core/report-page';

/** In the user's language, as one clean line: others' words may be inside. */
export type Say = (text: Message) => string;

/** One way to every text of a report: it is translated, and then made one visible line. */
export function cleanSay(say: Say): Say {
  return text => visibleLine(say(text));
}

/** A field for what is there. */
export function fieldOf(label: string, value: string | undefined, more: Pick<ReportField, 'kind'> & { readonly link?: string | undefined } = {}): ReportField[] {
  if (value === undefined || value === '') return [];
  const { kind, link } = more;
  return [{ label, value: visibleLine(value), ...(kind ? { kind } : {}), ...(link === undefined ? {} : { link }) }];
}

/** `2026-01-02 03:04:05 UTC`; as it stands where it is no such time. */
export function moment(iso: string | undefined): string | undefined {
  if (iso === undefined) return undefined;
  const [, day, time] = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2})(?:\.\d+)?Z$/.exec(iso) ?? [];
  return day === undefined || time === undefined ? iso : `${day} ${time} UTC`;
}
