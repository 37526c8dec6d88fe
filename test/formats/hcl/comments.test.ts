import { describe, expect, it } from 'vitest';
import { formatFor } from '../../../server/src/formats';
import { dedent } from '../../support/drawn';

const path = 'main.tf';

/** The comments and what each governs. */
function governed(drawn: string): readonly string[] {
  const text = dedent(drawn);
  return (formatFor({ path, text })?.read(text).comments ?? []).map(({ text: said, range, governs }) => {
    expect(text.slice(range.start, range.end)).toBe(`# ${said}`);
    return `${said}: ${text.slice(governs.start, governs.end)}`;
  });
}

/** The line above which a comment would stand for what is at `<|>`. */
function placeOf(drawn: string, at = path): string | undefined {
  const offset = drawn.indexOf('<|>');
  const text = drawn.replace('<|>', '');
  const place = formatFor({ path: at, text })?.commentPlace(text, offset);
  return place === undefined ? undefined : text.slice(place).split('\n', 1)[0];
}

describe('A comment of HCL', () => {
  it('governs the next line, with the text that it opens', () => {
    expect(governed(`
      # one
      a = 1 # behind

      # two
      // other
      /* and
      # none
      */ b = "\${
      # none
      x}"
      # three
      # four

      c = <<EOT
      # none
      EOT
      # five
    `)).toEqual(['one: a = 1 # behind', 'two: /* and\n# none\n*/ b = "${\n# none\nx}"', 'three: c = <<EOT\n# none\nEOT', 'four: c = <<EOT\n# none\nEOT', 'five: ']);
  });

  it('has its place above the line, or above the text around it', () => {
    expect(placeOf('a {\n  image = "<|>x"\n}')).toBe('  image = "x"');
    expect(placeOf('a = [{\n  image = "<|>x" }]')).toBe('  image = "x" }]');
    expect(placeOf('a = <<EOT\n  [\n  "<|>x"]\nEOT\n')).toBe('a = <<EOT');
    expect(placeOf('/* a\n*/ a = "${\n<|>x}"')).toBe('/* a');
    expect(placeOf('\uFEFFimage = "<|>x"')).toBe('image = "x"');
    expect(placeOf('{ "image": "<|>x" }', 'main.tf.json')).toBeUndefined();
  });
});
