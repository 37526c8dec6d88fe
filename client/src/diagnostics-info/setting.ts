/** What the manifest says of a setting, as far as it decides what of a value may be shown. */
export interface SettingSchema {
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, SettingSchema>>;
}

/**
 * A value in words that may be posted in public: only what the manifest itself spells out is repeated. Whatever else
 * somebody wrote (a host, a path, an image, perhaps a password in a URL) is counted, and not shown.
 */
export function describeValue(value: unknown, schema: SettingSchema): string {
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return schema.enum?.includes(value) ? value : value === '' ? 'empty' : 'set';
  if (Array.isArray(value)) return counted(value.length, 'entry', 'entries');
  if (typeof value === 'object' && value !== null) return describeObject(value, schema.properties ?? {});
  return 'of an unknown kind';
}

function describeObject(value: object, known: Readonly<Record<string, SettingSchema>>): string {
  const parts: string[] = [];
  let others = 0;
  for (const [key, entry] of Object.entries(value)) {
    const schema = Object.hasOwn(known, key) ? known[key] : undefined;
    if (schema) parts.push(`${key}: ${describeValue(entry, schema)}`);
    else others++;
  }
  if (others > 0 || parts.length === 0) parts.push(counted(others, parts.length > 0 ? 'other entry' : 'entry', parts.length > 0 ? 'other entries' : 'entries'));
  return parts.join(', ');
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
