import type { ImageUse, SplitField, SplitReference } from '../../core/image-use';
import { parseReference } from '../../core/reference';
import { isWritten } from './text';
import type { HclText, HclValue } from './tree';

const written = /^https:\/\/([^/$\\]+)\/?$/;

/** The use whose registry is named by an address beside it. Undefined where that is unknown, or the name has a registry too. */
export function useWithAddress(use: ImageUse, address: HclValue, text: string): ImageUse | undefined {
  const { start, end } = address.range;
  const host = address.kind === 'text' && isPlain(address) ? written.exec(text.slice(start, end))?.[1] : undefined;
  if (host === undefined || !use.reference || use.fixDisabled || use.site.related || /^[^/]*[.:][^/]*\//.test(use.raw)) return undefined;
  const parsed = parseReference(`${host}/${use.raw}`);
  const field: SplitField = { range: { start: start + 'https://'.length, end: start + 'https://'.length + host.length }, raw: host, quoted: true };
  return parsed.ok ? { ...use, reference: parsed.reference, split: splitOf(use, field, parsed.spans) } : undefined;
}

function isPlain({ pieces, value }: HclText): boolean {
  return value === undefined && pieces.every(isWritten);
}

type Spans = Extract<ReturnType<typeof parseReference>, { ok: true }>['spans'];

function splitOf({ range, raw }: ImageUse, registry: SplitField, { name, tag, digest }: Spans): SplitReference {
  const cut = registry.raw.length + 1;
  const field = (start: number, end: number): SplitField => ({ range: { start: range.start + start, end: range.start + end }, raw: raw.slice(start, end), quoted: true });
  return {
    registry,
    repository: field(0, name.end - cut),
    ...(tag ? { tag: field(tag.start - cut, tag.end - cut) } : {}),
    digest: digest ? field(digest.start - cut, digest.end - cut) : { at: range.end, before: '@', after: '' },
  };
}
