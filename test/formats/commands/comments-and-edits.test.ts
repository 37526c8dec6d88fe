import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../server/src/core/range';
import { withDigest } from '../../../server/src/core/reference';
import type { ImageUse } from '../../../server/src/core/image-use';
import { formats } from '../../../server/src/formats';
import type { Format } from '../../../server/src/formats/format';
import { just } from '../../../server/src/formats/just';
import { make } from '../../../server/src/formats/make';
import { shell } from '../../../server/src/formats/shell';
import { planIgnoreLine } from '../../../server/src/service/ignore-line';

const digest = `sha256:${'0'.repeat(64)}`;

/** The text with all that can be pinned at `digest`, written `#`. */
function pinned(format: Format, text: string): string {
  const edits = format.read(text).uses.flatMap(use => {
    const planned = use.reference ? format.edit(use, withDigest(use.reference, digest)) : [];
    return 'disabled' in planned ? [] : planned;
  });
  return applyEdits(text, edits).replaceAll(digest, '#');
}

/** The text once its last image is ignored. */
function ignored(format: Format, text: string): string | undefined {
  const document = format.read(text);
  const { edits } = planIgnoreLine(format, document, document.uses.at(-1) as ImageUse, { rule: 'tag-latest' });
  return edits.length === 0 ? undefined : applyEdits(text, edits);
}

describe('Edits in commands', () => {
  it('touch the reference alone', () => {
    expect(pinned(shell, 'docker run -it "node:20" x\r\nskopeo copy docker://a:1 dir:x\r\nkubectl run x --image=\'b:1\'\r\n'))
      .toBe('docker run -it "node:20@#" x\r\nskopeo copy docker://a:1@# dir:x\r\nkubectl run x --image=\'b:1@#\'\r\n');
    expect(pinned(shell, 'I="a:1" # x\ndocker run "$I"\ndocker run ${J:-b:1}\n')).toBe('I="a:1@#" # x\ndocker run "$I"\ndocker run ${J:-b:1@#}\n');
    expect(pinned(make, 'I ?= a:1 # x\nx:\n\t@docker run $(I)\n')).toBe('I ?= a:1@# # x\nx:\n\t@docker run $(I)\n');
    expect(pinned(just, "i := 'a:1'\nx:\n  docker run {{i}}\n")).toBe("i := 'a:1@#'\nx:\n  docker run {{i}}\n");
  });

  it('are not made where none is safe', () => {
    for (const text of ['docker run a"b":1\n', 'T=1\ndocker run a:$T\n', 'I=a:1\ndocker tag b $I\ndocker run $I\n']) expect(pinned(shell, text)).toBe(text);
  });
});

describe('Comments in commands', () => {
  const governed = (format: Format, text: string) => format.read(text).comments.map(({ governs: { start, end } }) => text.slice(start, end));

  it('speak for the next line, as far as that goes on', () => {
    expect(governed(shell, '# a\n\n# b\ndocker run \\\n  a "\n"\nx # c\n')).toEqual(['docker run \\\n  a "\n"', 'docker run \\\n  a "\n"']);
    expect(governed(shell, 'docker run a <<X\n# no\nX\n# d\n')).toEqual(['']);
    expect(governed(make, 'x:\n# a\n\t# b\n\tdocker run \\\n\t a\n')).toEqual(['\tdocker run \\\n\t a', '\tdocker run \\\n\t a']);
    expect(governed(just, 'x:\n  # a\n  docker run \\\n    a\n')).toEqual(['  docker run \\\n    a']);
  });

  it('are written above the command, where no command becomes another one', () => {
    const comment = '# plimsoll-ignore-next-line tag-latest\n';
    expect(ignored(shell, 'if x; then\n  docker run \\\n    a\nfi\n')).toBe(`if x; then\n  ${comment}  docker run \\\n    a\nfi\n`);
    // With a tab before it, Make would give it to the shell.
    expect(ignored(make, 'x:\n\tdocker run \\\n\t\ta\n')).toBe(`x:\n${comment}\tdocker run \\\n\t\ta\n`);
    expect(ignored(just, 'x:\n    docker run a\n')).toBe(`x:\n    ${comment}    docker run a\n`);
  });

  it('are written above the texts of a pipeline as well', () => {
    const workflow = formats.find(({ id }) => id === 'github-workflow') as Format;
    const text = 'jobs:\n  a:\n    container: node\n    steps:\n      - run: docker run a\n';
    const document = workflow.read(text, { siblings: new Map(), readEmbedded: (_, inner) => shell.read(inner) });
    expect(document.uses.map(({ raw }) => raw)).toEqual(['node', 'a']);
    const plan = planIgnoreLine(workflow, document, document.uses[0] as ImageUse, { rule: 'tag-latest' });
    expect(plan.edits).toHaveLength(1);
  });
});

describe('Hostile commands', () => {
  it.each(['$(', '"', "'", '`', '`#', '${', '{{', '((', '[[ ', 'case x in ', '<<E\n', '(', 'x=(', '\\\n', '$(docker run $('])('%j, again and again, are read to their end', piece => {
    for (const format of [shell, make, just]) {
      const text = `x:\n\tdocker run a\n\t${piece.repeat(20_000)}`;
      expect(() => format.read(text)).not.toThrow();
    }
  });

  it('end where a hole within quotes has no end', () => {
    const uses = (text: string) => make.read(text).uses.map(({ raw }) => raw);
    expect(uses("x:\n\tdocker run a\n\tdocker run 'b $(c' d\n\tdocker run e\n")).toEqual(['a', 'e']);
    expect(uses("x:\n\tdocker run f; docker run '${g' h\n")).toEqual(['f']);
  });

  it('are left alone where they are nested too deep', () => {
    expect(shell.read(`docker run a\n${'$('.repeat(200)}docker run b`).uses.map(({ raw }) => raw)).toEqual(['a']);
  });
});
