/** Writes DER (X.690): as much as certificates and time stamps need. */
export type Der = Buffer;

export function der(tag: number, ...parts: readonly Uint8Array[]): Der {
  const value = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag]), length(value.length), value]);
}

function length(size: number): Buffer {
  if (size < 0x80) return Buffer.from([size]);
  const hex = size.toString(16);
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  return Buffer.concat([Buffer.from([0x80 | bytes.length]), bytes]);
}

export const sequence = (...parts: readonly Uint8Array[]): Der => der(0x30, ...parts);
export const set = (...parts: readonly Uint8Array[]): Der => der(0x31, ...parts);
export const octets = (bytes: Uint8Array): Der => der(0x04, bytes);
export const bits = (bytes: Uint8Array, unused = 0): Der => der(0x03, Buffer.from([unused]), bytes);
export const bool = (value: boolean): Der => der(0x01, Buffer.from([value ? 0xff : 0]));
export const nothing = (): Der => der(0x05);
/** `[number]` around what it tags. */
export const tagged = (number: number, ...parts: readonly Uint8Array[]): Der => der(0xa0 | number, ...parts);

export function integer(value: number | Buffer): Der {
  if (typeof value === 'number') {
    const hex = value.toString(16);
    return integer(Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex'));
  }
  return der(0x02, ((value[0] ?? 0) & 0x80) === 0 ? value : Buffer.concat([Buffer.from([0]), value]));
}

export function oid(text: string): Der {
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number);
  return der(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(arc)]));
}

function arc(value: number): number[] {
  const bytes = [value % 128];
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) bytes.unshift((rest % 128) | 0x80);
  return bytes;
}

export function generalizedTime(at: Date): Der {
  return der(0x18, Buffer.from(`${at.toISOString().replace(/[-:T]|\.\d+Z$/g, '')}Z`));
}

export const utf8 = (text: string): Der => der(0x0c, Buffer.from(text));
export const printable = (text: string): Der => der(0x13, Buffer.from(text));
