import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findSyntax } from '../../../server/src/formats/dockerfile/directives';
import { readPart } from '../../../server/src/formats/dockerfile/part';
import { commentsOf, createPartsReader, type PartsReader, type PlacedPart } from '../../../server/src/formats/dockerfile/parts';
import { readUses } from '../../../server/src/formats/dockerfile/uses';
import { fixtures } from './fixtures';

const stages = `# escape=\\
ARG TAG=20 IMAGE=nginx:1
# plimsoll-ignore-next-line tag-latest: x
FROM node:\${TAG} AS build
RUN --mount=type=bind,from=busybox:1 true \\
  # inside

  && make
# at the end of a stage
FROM $IMAGE AS web
ARG IMAGE
RUN echo "$IMAGE/x"
COPY --from=build /a /b
COPY --from=later /a /b
FROM alpine
RUN cat <<EOF > Dockerfile
FROM inside
EOF
FROM "redis":7 AS later
ONBUILD COPY --from=golang:1 / /
`;

const words = [
  '\n', '\r\n', '\r', ' ', '\t', '\\', '\\\n', '`', '`\n', '# escape=`\n', '# escape=\\\n', '# syntax=a:1\n', '# c\n', '#', '#!/x\n', 'FROM ', 'FROM a:1\n', 'FROM\n', 'FRO\\\nM x\n',
  'FROM $IMAGE\n', 'from\tb AS later\n', ' FROM c\n', 'ARG TAG=1\n', 'ARG IMAGE\n', 'ARG X="a\n', 'RUN <<EOF\n', 'RUN <<-A <<B\n', 'EOF\n', '\tA\n', 'B\n', '<<', 'COPY --from=web / /\n',
  'RUN a \\\n', 'RUN a `\n', '"', "'", '$', '${', '}', '\uFEFF', '\u2028', '\u0085', 'x', 'ENV A=from\n', 'ONBUILD RUN <<EOF\n', '\0',
];
const edit = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), length: fc.constantFrom(0, 0, 1, 3, 40), text: fc.constantFrom(...words) });
const edits = fc.array(edit, { minLength: 1, maxLength: 12 });
const original = fc.constantFrom(stages, stages + stages, `${fixtures['everything']}\n${stages}`, fixtures['windows'] as string, fixtures['template'] as string);
type Edit = { readonly at: number; readonly length: number; readonly text: string };

function edited(text: string, { at, length, text: typed }: Edit): string {
  const start = Math.floor(at * text.length);
  return text.slice(0, start) + typed + text.slice(start + length);
}

function meaning(text: string, parts: readonly PlacedPart[]) {
  const instructions = parts.flatMap(({ range, part }) => part.instructions.map(({ start, end }) => [range.start + start, range.start + end]));
  return { uses: readUses(text, { parts, syntax: findSyntax(text) }), comments: commentsOf(parts), instructions };
}

/** The document as one part, which no memory and no cut has a share in. */
const whole = (text: string) => meaning(text, [{ range: { start: 0, end: text.length }, part: readPart(text, '\\') }]);
const read = (reader: PartsReader, text: string) => meaning(text, reader(text));

describe('A Dockerfile that is read in parts', () => {
  it('reads as if it was read in one piece, whatever is typed', () => {
    fc.assert(
      fc.property(original, edits, (start, typed) => {
        const reader = createPartsReader();
        let text = start;
        for (const one of typed) {
          text = edited(text, one);
          expect(read(reader, text)).toEqual(whole(text));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('takes over the parts that did not change, wherever they stand now', () => {
    const reader = createPartsReader();
    const before = reader(stages);
    const after = reader(`# new\n${stages.replace('alpine', 'alpine:3')}`);
    const same = after.map(({ part }, index) => part === before[index]?.part);
    expect(same).toEqual([false, true, true, false, true]);
  });

  it('does not take a FROM for one that a heredoc or a continued line holds', () => {
    const reader = createPartsReader();
    const rawOf = (text: string) => read(reader, text).uses.map(({ raw }) => raw);
    // The same first lines, with an end and without.
    expect(rawOf('FROM a\nRUN <<E\nFROM b\nE\nFROM c\n')).toEqual(['a', 'c']);
    expect(rawOf('FROM a\nRUN <<E\n')).toEqual(['a']);
    expect(rawOf('FROM a\nRUN <<E\nFROM b\n')).toEqual(['a']);
    expect(rawOf('FROM a\nRUN x \\\n')).toEqual(['a']);
    expect(rawOf('FROM a\nRUN x \\\nFROM b\nFROM c\n')).toEqual(['a', 'c']);
  });

  it('reads the same lines otherwise under another escape sign', () => {
    const reader = createPartsReader();
    const lines = 'FROM a\nRUN x `\nFROM b\n';
    const rawOf = (text: string) => read(reader, text).uses.map(({ raw }) => raw);
    expect([rawOf(`ARG A\n${lines}`), rawOf(`# escape=\`\nARG A\n${lines}`), rawOf(`ARG A\n${lines}`)]).toEqual([['a', 'b'], ['a'], ['a', 'b']]);
  });

  it('lets a comment at the end of a part speak for the FROM that follows', () => {
    const text = 'FROM a\n# x\nFROM b \\\n AS c\n# y\n';
    const governed = read(createPartsReader(), text).comments.map(({ governs }) => text.slice(governs.start, governs.end));
    expect(governed).toEqual(['FROM b \\\n AS c', '']);
  });

  it('reads no part over and over when all of it is one heredoc', () => {
    const text = `FROM a\nRUN <<EOF\n${'FROM b\n'.repeat(5_000)}`;
    let characters = 0;
    const reader = createPartsReader((part, escape) => {
      characters += part.length;
      return readPart(part, escape);
    });
    expect(reader(text)).toHaveLength(1);
    expect(characters).toBeLessThan(4 * text.length);
  });
});
