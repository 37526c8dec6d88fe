import { describe, expect, it } from 'vitest';
import type { Fix } from '../../server/src/service/image-service';
import { defaultPolicy } from '../../server/src/core/policy';
import { applyEdits } from '../../server/src/core/range';
import { fixtures as dockerfiles } from '../formats/dockerfile/fixtures';
import { fixtures as manifests } from '../formats/kubernetes/fixtures';
import { checkEdits, createEditService } from '../support/edit-safety';
import { fixtures } from './fixtures';

const all = {
  ...fixtures,
  ...Object.fromEntries(Object.entries(dockerfiles).map(([name, text]) => [`read/${name}.Dockerfile`, text])),
  ...Object.fromEntries(Object.entries(manifests).map(([name, text]) => [`read/${name}.yaml`, text])),
};

describe('Every fix of every use', () => {
  it.each(Object.entries(all))('in %s changes the reference alone, once', async (path, text) => {
    const { problems } = await checkEdits(path, text);
    expect(problems).toEqual([]);
  });

  it('is there to be tried', async () => {
    const applied: Record<string, number> = {};
    for (const [path, text] of Object.entries(fixtures)) {
      const report = await checkEdits(path, text);
      expect(report.uses, path).toBeGreaterThan(0);
      for (const [kind, count] of Object.entries(report.applied)) applied[kind] = (applied[kind] ?? 0) + count;
    }
    expect(Object.entries(applied).filter(([, count]) => count < 5)).toEqual([]);
  });
});

/** The text with the first ignore that is offered for the last use (or that one of `raw`); undefined when there is none. */
async function ignored(text: string, { path = 'Dockerfile', raw, kind: wanted = 'ignore-line' }: { path?: string | undefined; raw?: string; kind?: Fix['kind'] } = {}): Promise<string | undefined> {
  const service = await createEditService();
  const document = service.read({ path, text }, defaultPolicy);
  const use = document?.uses.findLast(each => raw === undefined || each.raw === raw);
  if (!document || !use) throw new Error('nothing to ignore');
  const context = { policy: defaultPolicy, path, localNames: new Set<string>() };
  const fix = service.fixes(document, use.range.start, context).find(({ kind }) => kind === wanted);
  if (!fix) return undefined;
  const plan = await service.resolveFix(document, fix, context, { consent: { offline: true, trusted: true, purpose: 'action', allowedHosts: [] } });
  return applyEdits(text, plan.edits).replace(/# plimsoll-ignore-(?:next-line|file) tag-[a-z-]+/, '#HERE');
}

describe('An ignore in a Dockerfile', () => {
  it.each([
    ['stands above the instruction', 'FROM a\n  COPY --from=b:1 / /\n', 'FROM a\n  #HERE\n  COPY --from=b:1 / /\n'],
    ['stands behind the BOM', '\uFEFFFROM b:1\n', '\uFEFF#HERE\nFROM b:1\n'],
    ['stands behind the directives', '# escape=`\n# check=skip=all\nFROM b:1\n', '# escape=`\n# check=skip=all\n#HERE\nFROM b:1\n'],
    ['stands above a continued instruction, comments and all', 'FROM a\nRUN \\\n # c\n\n  --mount=from=b:1 \\\n x\n', 'FROM a\n#HERE\nRUN \\\n # c\n\n  --mount=from=b:1 \\\n x\n'],
    ['knows which sign continues a line', 'FROM a\nCOPY x C:`\n\nFROM b:1\n', 'FROM a\nCOPY x C:`\n\n#HERE\nFROM b:1\n'],
    ['stands above the ARG that supplies the reference', 'ARG X=1\nARG B=b:1\nFROM $B\n', 'ARG X=1\n#HERE\nARG B=b:1\nFROM $B\n'],
    ['ends as its line does', 'FROM a\nFROM c\r\nFROM b:1', 'FROM a\nFROM c\r\n#HERE\r\nFROM b:1'],
    ['stays out of a heredoc', 'FROM a\nRUN <<E\nFROM x\nE\nFROM b:1\n', 'FROM a\nRUN <<E\nFROM x\nE\n#HERE\nFROM b:1\n'],
  ])('%s', async (_title, before, after) => {
    expect(await ignored(before)).toBe(after);
  });

  it.each([
    ['would take a directive away', '# syntax=docker/dockerfile:1\n'],
    ['would take a directive of the other kind away', '// syntax=docker/dockerfile:1\n'],
    ['would be no JSON', '{"syntax":"docker/dockerfile:1"}'],
  ])('is not offered where it %s', async (_title, text) => {
    expect(await ignored(text)).toBeUndefined();
  });
});

describe('An ignore of a whole file', () => {
  const ofFile = (text: string, path?: string) => ignored(text, { path, kind: 'ignore-file' });

  it.each([
    ['stands first', 'FROM b:1\n', '#HERE\nFROM b:1\n'],
    ['stands behind the BOM', '\uFEFFFROM b:1\n', '\uFEFF#HERE\nFROM b:1\n'],
    ['stands below the directives', '# syntax=docker/dockerfile:1@sha256:' + 'a'.repeat(64) + '\n# escape=`\n# about\nFROM b:1\n', '# syntax=docker/dockerfile:1@sha256:' + 'a'.repeat(64) + '\n# escape=`\n#HERE\n# about\nFROM b:1\n'],
    ['stands below a directive that is all it speaks of', '# syntax=docker/dockerfile:1\n', '# syntax=docker/dockerfile:1\n#HERE\n'],
    ['stands below directives of the other kind', '// syntax=docker/dockerfile:1\nFROM b\n', '// syntax=docker/dockerfile:1\n#HERE\nFROM b\n'],
    ['stands below a #! line', '#!/usr/bin/env docker\n# syntax=docker/dockerfile:1\nFROM b:1\n', '#!/usr/bin/env docker\n# syntax=docker/dockerfile:1\n#HERE\nFROM b:1\n'],
    ['stands below a directive that has a blank before it', '# syntax=docker/dockerfile:1\n # escape=`\nFROM `\n  b:1\n', '# syntax=docker/dockerfile:1\n # escape=`\n#HERE\nFROM `\n  b:1\n'],
    ['ends as the lines do', '# escape=`\r\nFROM b:1\r\n', '# escape=`\r\n#HERE\r\nFROM b:1\r\n'],
  ])('%s', async (_title, before, after) => {
    expect(await ofFile(before)).toBe(after);
  });

  it.each([
    ['the last directive has no end of its line', '# syntax=docker/dockerfile:1'],
    ['it would be no JSON', '{"syntax":"docker/dockerfile:1"}'],
  ])('is not offered where %s', async (_title, text) => {
    expect(await ofFile(text)).toBeUndefined();
  });

  it('stands first in other kinds of files, below their #! line', async () => {
    expect(await ofFile('apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - image: b:1\n', 'pod.yaml')).toMatch(/^#HERE\napiVersion/);
    expect(await ofFile('#!/bin/sh\ndocker run b:1\n', 'run.sh')).toBe('#!/bin/sh\n#HERE\ndocker run b:1\n');
  });

  it('is not offered where a template would join it to what follows', async () => {
    const chart = (head: string) => `${head}\napiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - image: b:1\n{{- end }}\n`;
    expect(await ofFile(chart('{{- if .Values.on -}}'), 'chart/templates/pod.yaml')).toBeUndefined();
    expect(await ofFile(chart('{{ if .Values.on }}'), 'chart/templates/pod.yaml')).toMatch(/^#HERE\n\{\{ if/);
  });

  it('is not offered in JSON', async () => {
    expect(await ofFile(fixtures['list.json'] as string, 'list.json')).toBeUndefined();
  });
});

describe('An ignore in a manifest', () => {
  const pod = 'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n';

  it.each([
    ['stands above the line', '  - name: a\n    image: b:1\n', '  - name: a\n    #HERE\n    image: b:1\n'],
    ['stands above a block sequence item', '  - image: b:1\n', '  #HERE\n  - image: b:1\n'],
    ['stands above the head of a block scalar', '  - image: >-\n\n      b:1\n', '  #HERE\n  - image: >-\n\n      b:1\n'],
    ['stands between key and value', '  - image:\n      "b:1"\n', '  - image:\n      #HERE\n      "b:1"\n'],
    ['ends a block scalar, and is no part of it', '  - args: |\n      x\n    image: b:1\n', '  - args: |\n      x\n    #HERE\n    image: b:1\n'],
    ['stands inside a flow mapping', '  - {name: x,\n     image: b:1}\n', '  - {name: x,\n     #HERE\n     image: b:1}\n'],
  ])('%s', async (_title, before, after) => {
    expect(await ignored(pod + before, { path: 'pod.yaml' })).toBe(pod + after);
    expect(await ignored(`\uFEFF${pod}${before}`.replaceAll('\n', '\r\n'), { path: 'pod.yaml' })).toBe(`\uFEFF${pod}${after}`.replaceAll('\n', '\r\n'));
  });

  it('is not offered where it would be text', async () => {
    expect(await ignored(`${pod}  - {args: "x\n     y", image: b:1}\n`, { path: 'pod.yaml' })).toBeUndefined();
  });

  // The fuzzer found this one: seed 3837.
  it.each([
    ['python', `  - name: web\n    image: "node:20"\n           args: ['x\n      y']\n  - image: python\n  - {name: side, image: nginx,`],
  ])('changes nothing in a broken document that would read otherwise then: %s', async (raw, broken) => {
    expect([undefined, pod + broken]).toContain(await ignored(pod + broken, { path: 'pod.yaml', raw }));
  });

  it('is not offered in JSON', async () => {
    expect(await ignored(fixtures['list.json'] as string, { path: 'list.json' })).toBeUndefined();
    expect(await ignored(`${pod}  - image: b:1\n`, { path: 'pod.json' })).toBeUndefined();
  });
});
