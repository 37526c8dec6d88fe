import { describe, expect, it } from 'vitest';
import { defaultPolicy } from '../../server/src/core/policy';
import { markdown } from '../../server/src/formats/markdown';
import { createReader } from '../../server/src/service/reading';
import { shell } from '../../server/src/formats/shell';
import { checkPlaces, embedding, readers } from '../support/check-places';
import { readDockerRun } from '../support/docker-run';

/** What a document shows, as it is read everywhere. */
function shown(text: string): readonly string[] {
  return createReader()({ path: 'README.md', text }, defaultPolicy)?.uses.map(({ raw }) => raw) ?? [];
}

describe('Markdown', () => {
  it('shows the images of its blocks, in lists and quotes too', () => {
    const drawn = `
      # FROM redis
      \`\`\`dockerfile
      FROM --platform=linux/amd64 node:20 AS a
      #                           ^^^^^^^ base docker.io/library/node:20
      FROM a
      \`\`\`
      1. first

         ~~~yaml title="compose.yaml"
         services:
           db:
             image: "postgres:16"
             #       ^^^^^^^^^^^ service docker.io/library/postgres:16
         ~~~
      - \`\`\`Docker
        FROM golang:1.26
        #    ^^^^^^^^^^^ base docker.io/library/golang:1.26
        \`\`\`
      > \`\`\`\`yml
      > apiVersion: v1
      > kind: Pod
      > spec:
      >   containers:
      >     - image: nginx:1.27
      #              ^^^^^^^^^^ container docker.io/library/nginx:1.27
      > \`\`\`
      > \`\`\`\`
      \`\`\`yaml {linenos=true}
      jobs:
        a:
          container: ruby:3
          #          ^^^^^^ container docker.io/library/ruby:3
      \`\`\`
      \`\`\`json
      { "apiVersion": "v1", "kind": "Pod", "spec": { "containers": [{ "image": "alpine:3" }] } }
      #                                                                         ^^^^^^^^ container docker.io/library/alpine:3
    `;
    checkPlaces('markdown', 'README.md', drawn, embedding());
  });

  it('shows the images of pipelines', () => {
    checkPlaces('markdown', 'README.md', `
      \`\`\`yaml
      steps:
        - name: build
          image: golang:1.26
          #      ^^^^^^^^^^^ container docker.io/library/golang:1.26
      \`\`\`
      \`\`\`yaml
      steps:
        - command: test
          plugins:
            - docker#v5.13.0:
                image: node:22
                #      ^^^^^^^ container docker.io/library/node:22
      \`\`\`
      \`\`\`yaml
      steps:
      - name: gcr.io/cloud-builders/docker
      #       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ container gcr.io/cloud-builders/docker
        args: ["build", "."]
      - name: ubuntu
      #       ^^^^^^ container docker.io/library/ubuntu
      images: ["acme/app"]
      \`\`\`
      \`\`\`yaml
      steps:
        - name: build
      image: disk
      \`\`\`
    `, embedding());
  });

  it('shows what rules of Bazel pull, by either name', () => {
    checkPlaces('markdown', 'README.md', `
      \`\`\`starlark
      oci_pull(name = "a", image = "gcr.io/distroless/static")
      #                             ^^^^^^^^^^^^^^^^^^^^^^^^ base gcr.io/distroless/static no fix
      oci.pull(name = "b", image = "debian")
      #                             ^^^^^^ base docker.io/library/debian no fix
      \`\`\`
    `, embedding());
  });

  it('takes what a reader shall fill in for no file', () => {
    checkPlaces('markdown', 'README.md', `
      \`\`\`sh
      docker run -v data:/themes/<YOUR_THEME> nginx:1 <options>
      #                                       ^^^^^^^ tool docker.io/library/nginx:1
      docker run acme/<name>:1
      docker run <OPTIONS> nginx:2
      #                    ^^^^^^^ tool docker.io/library/nginx:2
      docker run <image> sh
      \`\`\`
    `, embedding(text => shell.read(text)));
  });

  it('reads scripts, and of transcripts what was typed', () => {
    const drawn = `
      \`\`\`sh
      docker run nginx:1
      #          ^^^^^^^ tool docker.io/library/nginx:1
      \`\`\`
      \`\`\`console
      $ docker run nginx:2
      #            ^^^^^^^ tool docker.io/library/nginx:2
      docker run redis
      \`\`\`
      \`\`\`console
      docker run nginx:5
      #          ^^^^^^^ tool docker.io/library/nginx:5
      \`\`\`
      \`\`\`console
      # docker run nginx:6
      #            ^^^^^^^ tool docker.io/library/nginx:6
      \`\`\`
      \`\`\`bash
      # docker run redis
      $ docker run nginx:3 \\
      #            ^^^^^^^ tool docker.io/library/nginx:3
          docker run nginx:4
          #          ^^^^^^^ tool docker.io/library/nginx:4
      docker run redis
      \`\`\`
    `;
    checkPlaces('markdown', 'docs/a.markdown', drawn, embedding(readDockerRun));
  });

  it('shows nothing of other blocks, and nothing outside of them', () => {
    expect(shown('FROM node\n```\nFROM node\n```\n```python\nFROM node\n```\n```dockerfile `x`\nFROM node\n')).toEqual([]);
    expect(shown('```yaml\nimage: node\n```\n```yaml\nkey: value\n')).toEqual([]);
    expect(shown('```text\n```dockerfile\nFROM node\n```\n')).toEqual([]);
  });

  it('is only shown: nothing claims it in a folder, and nothing is written', () => {
    const text = '```dockerfile\nFROM node\n```\n';
    expect(markdown.mayClaim('README.md')).toBe(false);
    expect(readers(['README.md', 'a.MARKDOWN', 'a.mdx', 'a.txt'], text)).toEqual(['README.md markdown', 'a.MARKDOWN markdown', 'a.mdx -', 'a.txt -']);
    expect(readers(['README.md'], 'FROM node')).toEqual(['README.md -']);
    const document = createReader()({ path: 'README.md', text }, defaultPolicy);
    expect(document).toMatchObject({ onlyShown: true, comments: [] });
    expect(markdown.commentPlace(text, 20)).toBeUndefined();
  });

  it('leaves blocks out that nobody would read, and those beyond the first thousand', () => {
    const block = (name: string): string => `\`\`\`dockerfile\nFROM ${name}\n\`\`\`\n`;
    expect(shown(`\`\`\`dockerfile\nFROM big\n${'#\n'.repeat(60_000)}\`\`\`\n${block('small')}`)).toEqual(['small']);
    expect(shown(block('a').repeat(1_200))).toHaveLength(1_000);
  });

  it('follows the formats that are switched off', () => {
    const read = createReader();
    const info = { path: 'README.md', text: '```dockerfile\nFROM node\n```\n```yaml\nservices: { a: { image: redis } }\n```\n```yaml\nservices:\n  a: { image: redis }\n```\n' };
    expect(read(info, { ...defaultPolicy, disabledFormats: ['compose'] })?.uses.map(({ raw }) => raw)).toEqual(['node']);
    expect(read(info, { ...defaultPolicy, disabledFormats: ['markdown'] })).toBeUndefined();
  });
});
