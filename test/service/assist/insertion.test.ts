import { describe, expect, it } from 'vitest';
import { contains, applyEdits } from '../../../server/src/core/range';
import { formatFor } from '../../../server/src/formats';
import { planInsertion } from '../../../server/src/service/assist/insertion';
import { reference } from '../../catalog/support';

/** The text after `cgr.dev/chainguard/node:latest` was inserted at `<|>`; or why it was not. */
function inserted(drawn: string, path = 'Dockerfile'): string {
  const offset = drawn.indexOf('<|>');
  const text = drawn.replace('<|>', '');
  const format = formatFor({ path, text });
  const use = format?.read(text).uses.find(({ range, site }) => contains(range, offset) || contains(site.range, offset));
  const { edits, left } = planInsertion({ text, offset, reference: reference('cgr.dev/chainguard/node:latest'), format, use });
  return left[0]?.reason.template ?? applyEdits(text, edits).replace('cgr.dev/chainguard/node:latest', '#');
}

describe('An image that is inserted', () => {
  it.each([
    ['takes the place of the one under the cursor', 'FROM --platform=$P "no<|>de:20" AS a\r\n', 'FROM --platform=$P "#" AS a\r\n'],
    ['takes the place of a digest as well', `FROM no<|>de:20@sha256:${'0'.repeat(64)}\n`, 'FROM #\n'],
    ['takes the place of one that is half typed', 'FROM node:<|>\n', 'FROM #\n'],
    ['stands where one belongs', 'FROM <|>', 'FROM #'],
    ['stands where one belongs, before the rest', 'FROM <|> AS build\n', 'FROM # AS build\n'],
    ['is written where the ARG has it', 'ARG BASE=node:20\nFROM ${BA<|>SE}\n', 'ARG BASE=#\nFROM ${BASE}\n'],
    ['makes a stage of an empty file', '<|>', 'FROM #'],
    ['makes a stage on an empty line', 'FROM a\n<|>\nRUN x\n', 'FROM a\nFROM #\nRUN x\n'],
    ['makes a stage on a line of blanks', 'FROM a\r\n  <|>\r\n', 'FROM a\r\n  FROM #\r\n'],
    ['makes no stage inside a heredoc', 'FROM a\nRUN <<EOF\n<|>\nEOF\n', 'FROM a\nRUN <<EOF\n#\nEOF\n'],
    ['makes no stage inside an instruction', 'FROM a\nRUN x \\\n<|>\n  y\n', 'FROM a\nRUN x \\\n#\n  y\n'],
    ['stands anywhere else as it is', 'FROM a\nRUN pull <|>\n', 'FROM a\nRUN pull #\n'],
  ])('%s', (_title, drawn, wanted) => {
    expect(inserted(drawn)).toBe(wanted);
  });

  const pod = (line: string) => `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - name: a\n    ${line}\n`;

  it('keeps the quotes of a manifest, and fills what is empty', () => {
    expect(inserted(pod('image: "ng<|>inx"'), 'a.yaml')).toBe(pod('image: "#"'));
    expect(inserted(pod('image: <|>'), 'a.yaml')).toBe(pod('image: #'));
    expect(inserted(pod('image: <|> # why'), 'a.yaml')).toBe(pod('image: # # why'));
    expect(inserted('\n<|>\n', 'notes.yaml')).toBe('\n#\n');
  });

  it('says why where it cannot take the place of the other', () => {
    expect(inserted('ARG V=20\nFROM node:${V}<|>\n')).toContain('several parts');
  });
});
