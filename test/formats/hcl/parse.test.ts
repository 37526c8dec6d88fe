import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deepestDocument, parseHcl } from '../../../server/src/formats/hcl/parse';
import { decodeText, isWritten } from '../../../server/src/formats/hcl/text';
import type { HclValue } from '../../../server/src/formats/hcl/tree';
import { terraform } from '../../../server/src/formats/terraform';
import { named } from './check-hcl';

/** A value, shortly: texts with holes as `a${…}`, others by their kind. */
function shortly(text: string, value: HclValue): unknown {
  const written = text.slice(value.range.start, value.range.end);
  switch (value.kind) {
    case 'object':
      return Object.fromEntries(value.entries.map(({ key, value: inner }) => [key, shortly(text, inner)]));
    case 'list':
      return value.items.map(item => shortly(text, item));
    case 'text':
      return value.pieces.every(isWritten) ? decodeText(text, value).text : { text: written };
    case 'call':
      return { [value.name]: value.args.map(arg => shortly(text, arg)) };
    case 'path':
      return { path: value.steps };
    default:
      return { [value.kind]: written };
  }
}

const parsed = (text: string): unknown => shortly(text, parseHcl(text).root);

describe('HCL is read', () => {
  it.each<[text: string, expected: unknown]>([
    ['a = 1', { a: { number: '1' } }],
    ['a = 1.5e3 // c', { a: { number: '1.5e3' } }],
    ['a = -1', { a: { other: '-1' } }],
    ['a = "b" # "c"', { a: 'b' }],
    ['a = ("b")', { a: 'b' }],
    ['a = (\n"b"\n)', { a: 'b' }],
    ['a = "b" == c', { a: { other: '"b" == c' } }],
    ['a = b ? "c" : "d"\ne = 1', { a: { other: 'b ? "c" : "d"' }, e: { number: '1' } }],
    ['a = "\\"\\\\\\n\\t\\u0041\\U0001F433$${b}%%{c}$5"', { a: '"\\\n\tA🐳${b}%{c}$5' }],
    ['a = "$$${b}"', { a: '$${b}' }],
    ['a = "${"${"}"}"}"', { a: { text: '${"${"}"}"}' } }],
    ['a = "${b}"\nc = "%{ if d }e%{ endif }"', { a: { text: '${b}' }, c: { text: '%{ if d }e%{ endif }' } }],
    ['a = <<EOT\nb "c" ${d}\n EOT\ne = 1', { a: { text: 'b "c" ${d}\n' }, e: { number: '1' } }],
    ['a = <<-E\n  b\\n$${c}\n  E\n', { a: '  b\\n${c}\n' }],
    ['a = <<E\nE\n', { a: '' }],
    ['a = [1, "b", [], {}, c,]', { a: [{ number: '1' }, 'b', [], {}, { path: ['c'] }] }],
    ['a = [\n  "b", # c\n  /* d */ "e"\n]', { a: ['b', 'e'] }],
    ['a = [for x in y : "${x}"]\nb = { for x in y : x => "z" if x }', { a: { other: '[for x in y : "${x}"]' }, b: { other: '{ for x in y : x => "z" if x }' } }],
    ['a = { b = "c", "d" : "e"\n f = "g" }', { a: { b: 'c', d: 'e', f: 'g' } }],
    ['a = { (b) = "c", "${d}" = "e", "f.${g}" = "h", 5 = "i", ("j") = "k" }', { a: { '': 'h', 5: 'i', j: 'k' } }],
    ['a = b.c["d"].e', { a: { path: ['b', 'c', 'd', 'e'] } }],
    ['a = b[0].c\nd = e.*.f\ng = h["${i}"]', { a: { other: 'b[0].c' }, d: { other: 'e.*.f' }, g: { other: 'h["${i}"]' } }],
    ['a = f("b", g(1), [2]...)', { a: { f: ['b', { g: [{ number: '1' }] }, { other: '[2]...' }] } }],
    ['a = f("b").c', { a: { other: 'f("b").c' } }],
    ['a = p::q::f("b")', { a: { 'p::q::f': ['b'] } }],
    ['b "c" d { e = 1 }', { b: { c: { d: { e: { number: '1' } } } } }],
    ['b {\n}\nb {}', { b: {} }],
    ['é-1 = "ü"', { 'é-1': 'ü' }],
    ['a = "b"\r\nc = "d"\r\n', { a: 'b', c: 'd' }],
    ['\uFEFFa = "b"', { a: 'b' }],
  ])('%j', (text, expected) => {
    expect(parsed(text)).toEqual(expected);
  });
});

describe('Broken HCL is read', () => {
  it.each<[text: string, expected: unknown]>([
    ['a = ', { a: { other: '' } }],
    ['a = "b', { a: 'b' }],
    ['a = "b\nc = "d"', { a: 'b', c: 'd' }],
    ['a = "b\\', { a: 'b\\' }],
    ['a = "${b\nc = "d"', { a: { text: '${b' }, c: 'd' }],
    ['x {\n  a = "${b\n}\ny { c = "d" }', { x: { a: { text: '${b' } }, y: { c: 'd' } }],
    ['a = [\n"b"\n\ny {\n  c = "d"\n}', { a: ['b'], y: { c: 'd' } }],
    ['x {\n  a = 1\n\ny {\n  c = "d"\n}', { x: { a: { number: '1' } }, y: { c: 'd' } }],
    ['x {\n a = <<EOT\nb\n}\ny "z" {\n  c = "d"\n}', { x: { a: 'b\n}\n' }, y: { z: { c: 'd' } } }],
    ['} ) ] a = "b"', { a: 'b' }],
    ['a b c\nd = "e"', { d: 'e' }],
  ])('%j', (text, expected) => {
    expect(parsed(text)).toEqual(expected);
  });
});

describe('HCL of any shape', () => {
  it('is read, with every range in the text', () => {
    const piece = fc.constantFrom('a', '=', '"', '${', '}', '{', '[', ']', '(', ')', '\n', '<<E\n', 'E\n', ',', '.', '%{', '$${', '\\', ' ', ':', '::', '?', 'for x in', '#', '/*', '*/', '1', '\r', 'b "c" {\n');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), pieces => {
        const text = pieces.join('');
        const { root, tokens } = parseHcl(text);
        const check = (value: HclValue): void => {
          expect(value.range.start).toBeLessThanOrEqual(value.range.end);
          expect(value.range.end).toBeLessThanOrEqual(text.length);
          if (value.kind === 'object') for (const entry of value.entries) check(entry.value);
          if (value.kind === 'list') value.items.forEach(check);
          if (value.kind === 'text') expect(decodeText(text, value).offsets.length).toBeGreaterThan(0);
        };
        check(root);
        for (const { start, end } of tokens) expect(start).toBeLessThanOrEqual(end);
      }),
      { numRuns: 3_000 },
    );
  });

  it('is passed over where it is nested too deeply', () => {
    const last = 'resource "docker_container" "z" {\n  image = "redis:7"\n}\n';
    for (const [open, close, levels] of [['[', ']', 1], ['{ a = ', '}', 1], ['(', ')', 1], ['"${', '}"', 2], ['f(', ')', 1]] as const) {
      const nested = (depth: number): string => `docker_x = ${open.repeat(depth)}1${close.repeat(depth)}\n${last}`;
      expect(parseHcl(nested(deepestDocument / levels)).limited).toBeUndefined();
      expect(parseHcl(nested(deepestDocument / levels + 1)).limited).toBe('too-deep');
      const document = terraform.read(nested(100_000));
      expect(document.limited).toBe('too-deep');
      expect(document.uses.map(({ raw }) => raw)).toEqual(['redis:7']);
    }
  });

  it('names what is known through names, however these lead to each other', () => {
    const chain = (length: number): string => Array.from({ length }, (_, index) => `locals { a${index} = local.a${index + 1} }\n`).join('');
    const text = (length: number): string => `${chain(length)}locals { a${length} = "redis:7" }\nresource "docker_container" "z" { image = local.a0 }\n`;
    expect(named(terraform, text(10))).toEqual(['local.a0']);
    for (const length of [100, 10_000]) expect(named(terraform, text(length))).toEqual(['local.a0 (variable)']);
    const twice = Array.from({ length: 60 }, (_, index) => `locals { b${index} = "\${local.b${index + 1}}\${local.b${index + 1}}" }\n`).join('');
    expect(named(terraform, `${twice}locals { b60 = "a" }\nresource "docker_container" "z" { image = local.b0 }\n`)).toEqual(['local.b0 (variable)']);
  });
});
