import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkArguments } from '../../client/src/check-arguments';
import { CliFolder } from '../support/cli';

interface Matcher {
  readonly severity: string;
  readonly pattern: readonly [
    { readonly regexp: string; readonly file: number },
    { readonly regexp: string; readonly line: number; readonly column: number; readonly severity: number; readonly message: number; readonly code: number; readonly loop: true },
  ];
}
const manifest = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')) as { contributes: { problemMatchers: [Matcher] } };
const [matcher] = manifest.contributes.problemMatchers;
/** What an editor knows; any other word gets the matcher's own severity. */
const known = ['error', 'warning', 'info'];

/** As an editor does it: the first pattern names the file, and the second one is tried on line after line. */
function match(output: string): string[] {
  const [first, second] = matcher.pattern.map(({ regexp }) => new RegExp(regexp)) as [RegExp, RegExp];
  const [, at] = matcher.pattern;
  const found: string[] = [];
  let file: string | undefined;
  for (const line of output.split(/\r?\n/)) {
    const problem = file === undefined ? undefined : second.exec(line);
    if (!problem) {
      file = first.exec(line)?.[1];
      continue;
    }
    const word = problem[at.severity] ?? '';
    found.push([file, problem[at.line], problem[at.column], known.includes(word) ? word : matcher.severity, problem[at.code], problem[at.message]].join('|'));
  }
  return found;
}

let folder: CliFolder;
beforeEach(() => {
  folder = new CliFolder();
});
afterEach(() => folder.remove());

describe('the problem matcher', () => {
  it('finds what `plimsoll check` prints, file by file, and nothing else', async () => {
    folder.put({
      'Dockerfile': 'FROM node\nFROM nginx:latest\n',
      'with space/compose.yaml': 'services:\n  a:\n    image: "redis:8"\n  b:\n    image: "Not A Reference"\n',
    });
    const { out } = await folder.run(checkArguments(undefined));
    const { json } = await folder.run(['check', '--format', 'json']);
    const findings = json<{ findings: Record<string, string | number>[] }>().findings;
    const severities: Readonly<Record<string, string>> = { information: 'info' };
    expect(match(out)).toEqual(findings.map(({ file, line, column, severity, rule, message }) => [file, line, column, severities[severity as string] ?? severity, rule, message].join('|')));
    expect(new Set(findings.map(({ severity }) => severity))).toEqual(new Set(['error', 'warning', 'information']));
    expect(new Set(findings.map(({ file }) => file))).toEqual(new Set(['Dockerfile', 'with space/compose.yaml']));
  });

  it('finds nothing where nothing was found', async () => {
    const { out } = await folder.put({ Dockerfile: 'FROM scratch\n' }).run(checkArguments(undefined));
    expect(out).toMatch(/\S/);
    expect(match(out)).toEqual([]);
  });
});

describe('the task', () => {
  it('checks what it is told to, and takes a path for a path', async () => {
    folder.put({ 'a/Dockerfile': 'FROM node\n', 'b/Dockerfile': 'FROM node\n' });
    expect(match((await folder.run(checkArguments(['b']))).out).map(found => found.split('|')[0])).toEqual(['b/Dockerfile']);
    expect(await folder.run(checkArguments(['--help']))).toMatchObject({ code: 2, out: '', err: expect.stringContaining('--help') as string });
  });

  it('leaves out what is no path', () => {
    expect(checkArguments([7, '', null, 'a'])).toEqual(checkArguments(['a']));
    expect(checkArguments('a')).toEqual(checkArguments([]));
  });
});
