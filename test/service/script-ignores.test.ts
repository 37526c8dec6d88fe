import { describe, expect, it } from 'vitest';
import { bareSurroundings } from '../../server/src/core/document';
import { formatFor } from '../../server/src/formats';
import { checkDocument } from '../../server/src/service/check';
import { defaultPolicy } from '../../server/src/core/policy';
import { readEmbedded } from '../../server/src/service/reading';
import { nothingKnown } from '../support/drawn-findings';

const ignore = 'plimsoll-ignore-next-line tag-missing: known';

/** What is found of tags and of comments in vain, each with what it stands on. */
function found(path: string, text: string): readonly string[] {
  const document = formatFor({ path, text })?.read(text, { ...bareSurroundings, readEmbedded });
  if (!document) throw new Error(`no format claims ${path}`);
  const policy = { ...defaultPolicy, rules: { 'unused-ignore': 'warning' } } as const;
  const { findings } = checkDocument({ document, factsFor: () => nothingKnown, context: { policy, path, localNames: new Set() }, today: '2026-06-01' });
  const said = findings.filter(({ rule }) => ['tag-missing', 'tag-latest', 'unused-ignore'].includes(rule));
  return said.map(({ rule, range }) => `${rule} ${text.slice(range.start, range.end)}`);
}

const workflow = (...script: readonly string[]): string => ['jobs:', '  a:', '    steps:', '      - run: |', ...script.map(line => `          ${line}`), '      - run: docker run busybox', ''].join('\n');

describe('a comment in a script that a document embeds', () => {
  it('hides findings on the next line of the script, and nowhere else', () => {
    expect(found('.github/workflows/a.yml', workflow('docker run node', `# ${ignore}`, 'docker run alpine', 'docker run redis'))).toEqual([
      'tag-missing node', 'tag-missing redis', 'tag-missing busybox',
    ]);
  });

  it('speaks beside one above the step', () => {
    const script = workflow('docker run node', '# plimsoll-ignore-next-line tag-latest: known', 'docker run a:latest alpine', 'docker run b:latest');
    const text = script.replace('      - run: |', `      # ${ignore}\n      - run: |`);
    expect(found('.github/workflows/a.yml', text)).toEqual(['tag-latest b:latest', 'tag-missing busybox']);
    const inner = workflow('# plimsoll-ignore-next-line tag-latest', 'docker run alpine').replace('      - run: |', `      # ${ignore}\n      - run: |`);
    expect(found('.github/workflows/a.yml', inner)).toEqual(['unused-ignore # plimsoll-ignore-next-line tag-latest', 'tag-missing busybox']);
  });

  it('at its end speaks for nothing that follows', () => {
    expect(found('.github/workflows/a.yml', workflow('docker run node:1', `# ${ignore}`))).toEqual([`unused-ignore # ${ignore}`, 'tag-missing busybox']);
  });

  it('counts in every kind of pipeline', () => {
    expect(found('.gitlab-ci.yml', `a:\n  script:\n    - |\n      # ${ignore}\n      docker pull alpine\n`)).toEqual([]);
    expect(found('Jenkinsfile', `node {\n  sh '''\n    # ${ignore}\n    docker pull alpine\n  '''\n  sh 'docker pull redis'\n}\n`)).toEqual(['tag-missing redis']);
    expect(found('compose.yaml', `services:\n  a:\n    build:\n      dockerfile_inline: |\n        # ${ignore}\n        FROM alpine\n`)).toEqual([]);
  });

  it('counts once in a document that is broken and read twice, for its templates', () => {
    const text = `${workflow(`# ${ignore}`, 'docker run alpine', 'echo {{ x }}')}  b: "\n`;
    expect(found('.github/workflows/a.yml', text)).toEqual(['tag-missing busybox']);
    const comments = formatFor({ path: '.github/workflows/a.yml', text })?.read(text, { ...bareSurroundings, readEmbedded }).comments;
    expect(comments?.map(each => each.text)).toEqual([ignore]);
  });

  it('is no comment where the text is no script', () => {
    expect(found('.github/workflows/a.yml', `jobs:\n  a:\n    container: node\n    env:\n      HELP: |\n        # ${ignore}\n        docker run alpine\n`)).toEqual(['tag-missing node']);
  });
});
