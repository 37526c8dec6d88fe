import type { ImageUse, SplitField, SplitReference } from '../../core/image-use';
import { parseReference } from '../../core/reference';
import { decodeText, isWritten } from '../hcl/text';
import type { HclText, HclValue } from '../hcl/tree';
import { stepsOf, valuesAt } from '../hcl/walk';

const stack = '*.site_config.application_stack';
/** Where web apps of Azure say what they run. */
export const webAppStacks: readonly string[] = [`resource.azurerm_linux_web_app*.${stack}`, `resource.azurerm_windows_web_app*.${stack}`];

const address = /^https:\/\/([^/]+)\/?$/;

/** Images whose registry stands beside them, as an address. */
export function webAppUses(root: HclValue, text: string): readonly ImageUse[] {
  return webAppStacks.flatMap(path => valuesAt([root], stepsOf(path))).flatMap(value => useOfStack(value, text) ?? []);
}

function useOfStack(value: HclValue, text: string): ImageUse | undefined {
  const [name] = valuesAt([value], ['docker_image_name']);
  const [url] = valuesAt([value], ['docker_registry_url']);
  const raw = literal(name, text);
  const host = address.exec(literal(url, text) ?? '')?.[1];
  if (raw === undefined || host === undefined || name === undefined || url === undefined) return undefined;
  // Where the name has a registry too, nobody knows which one is meant.
  const parsed = /^[^/]*[.:][^/]*\//.test(raw) ? undefined : parseReference(`${host}/${raw}`);
  if (!parsed?.ok) return undefined;
  const { range } = name;
  const split = splitOf(raw, { name: range.start, host: url.range.start + 'https://'.length }, { host, parts: parsed.spans });
  return { format: 'terraform', role: 'container', range, raw, reference: parsed.reference, unresolved: null, site: { range, raw }, split };
}

type Spans = Extract<ReturnType<typeof parseReference>, { ok: true }>['spans'];

function splitOf(raw: string, at: { readonly name: number; readonly host: number }, { host, parts }: { readonly host: string; readonly parts: Spans }): SplitReference {
  const cut = host.length + 1;
  const field = (start: number, end: number): SplitField => ({ range: { start: at.name + start, end: at.name + end }, raw: raw.slice(start, end), quoted: true });
  const { name, tag, digest } = parts;
  return {
    registry: { range: { start: at.host, end: at.host + host.length }, raw: host, quoted: true },
    repository: field(0, name.end - cut),
    ...(tag ? { tag: field(tag.start - cut, tag.end - cut) } : {}),
    digest: digest ? field(digest.start - cut, digest.end - cut) : { at: at.name + raw.length, before: '@', after: '' },
  };
}

/** What stands in quotes and means just that. */
function literal(value: HclValue | undefined, text: string): string | undefined {
  return value?.kind === 'text' && isPlain(value, text) ? text.slice(value.range.start, value.range.end) : undefined;
}

function isPlain(value: HclText, text: string): boolean {
  const { start, end } = value.range;
  return value.heredoc === undefined && value.value === undefined && value.pieces.every(isWritten) && decodeText(text, value).text === text.slice(start, end);
}
