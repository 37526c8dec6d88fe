/** What nobody may be bothered about, and nobody asked about: holes of templates, and images that the workspace builds. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CliFolder } from './support/cli';
import { startFakeRegistry, type FakeRegistry } from './support/fake-registry';

const placeholders = [
  '{{ .Values.image }}', '{{ .Values.registry }}/app:{{ .Chart.AppVersion }}', 'ghcr.io/acme/{{ name }}:1', '{{image}}',
  '${IMAGE}', '${REGISTRY}/app:${TAG}', 'app:${TAG:-latest}', '$IMAGE', '$(IMAGE)', '$(REGISTRY)/app', 'quay.io/acme/app:$(VERSION)',
  '<image>', '<your-registry>/app:1', 'nginx:<tag>', '<IMAGE_NAME>', '%IMAGE%', 'app:%VERSION%', '%(image)s',
  '{image}', '{registry}/app:{tag}', 'docker.io/{username}/app', '${{ env.IMAGE }}', '$[[ inputs.image ]](x)', '{{inputs.parameters.image}}',
  '{% if x %}nginx{% endif %}', '(image)', 'acme/app:$(git rev-parse HEAD)',
];

/** How a workspace says that it builds or rewrites `name`. */
const builders: Readonly<Record<string, (name: string) => string>> = {
  'compose.yaml': name => `services:\n  app:\n    build: .\n    image: ${name}\n`,
  'docker-compose.dev.yml': name => `services:\n  app: { build: { context: . }, image: "${name}:dev" }\n`,
  'skaffold.yaml': name => `apiVersion: skaffold/v4beta11\nkind: Config\nbuild:\n  artifacts:\n    - image: ${name}\n`,
  'docker-bake.hcl': name => `target "app" {\n  tags = ["${name}:1", "other/x:1"]\n}\n`,
  'docker-bake.json': name => JSON.stringify({ target: { app: { tags: [`${name}:1`] } } }),
  'build.sh': name => `#!/bin/sh\nset -e\ndocker build -t ${name}:1 .\n`,
  Makefile: name => `image:\n\tdocker buildx build --push --tag=${name}:$(VERSION) .\n`,
  'kustomization.yaml': name => `images:\n  - name: ${name}\n    newName: registry.example/x\n`,
  'package.json': name => JSON.stringify({ scripts: { image: `docker build . -t ${name}` } }),
  '.github/workflows/ci.yml': name => `jobs:\n  b:\n    steps:\n      - run: |\n          podman build -t ${name}:ci .\n`,
};

/** Who uses it. */
const users: Readonly<Record<string, (name: string) => string>> = {
  Dockerfile: name => `FROM ${name}:1\n`,
  'pod.yaml': name => `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - image: ${name}\n`,
  'job.json': name => JSON.stringify({ apiVersion: 'batch/v1', kind: 'Job', spec: { template: { spec: { containers: [{ image: `${name}:latest` }] } } } }),
};

let registry: FakeRegistry;
beforeAll(async () => {
  registry = await startFakeRegistry();
});
afterAll(() => registry.close());

interface Report {
  readonly findings: readonly unknown[];
  readonly summary: { readonly images: number };
}

async function expectSilence(folder: CliFolder, images: number): Promise<void> {
  try {
    const report = (await folder.run(['check', '--format', 'json'])).json<Report>();
    expect(report.findings).toEqual([]);
    expect(report.summary.images).toBe(images);
    expect(await folder.run(['pin', '--quiet'])).toMatchObject({ code: 0, out: '', err: '' });
    expect(registry.requests).toEqual([]);
  } finally {
    folder.remove();
  }
}

describe('placeholders', () => {
  it('are 27 here', () => {
    expect(new Set(placeholders).size).toBe(27);
  });

  it('are silent in YAML, quoted and plain, and in JSON', async () => {
    const folder = new CliFolder();
    placeholders.forEach((text, index) => {
      const pod = { apiVersion: 'v1', kind: 'Pod', spec: { containers: [{ name: 'a', image: text }] } };
      const head = 'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - name: a\n      image: ';
      folder.put({ [`${index}.json`]: JSON.stringify(pod), [`${index}-quoted.yaml`]: `${head}'${text}'\n` });
      if (!/^[{%]/.test(text)) folder.put({ [`${index}-plain.yaml`]: `${head}${text}\n` });
    });
    const plain = placeholders.filter(text => !/^[{%]/.test(text)).length;
    await expectSilence(folder, placeholders.length * 2 + plain);
  });

  it('are silent in a Dockerfile', async () => {
    const folder = new CliFolder();
    placeholders
      .filter(text => !/\s/.test(text))
      .forEach((text, index) => folder.put({ [`${index}/Dockerfile`]: `FROM ${text}\n` }));
    const report = (await folder.run(['check', '--format', 'json'])).json<{ findings: { rule: string; reference: string }[] }>();
    // What a build argument's default supplies is a reference like any other.
    expect(report.findings.filter(({ reference }) => !/^docker\.io\/library\/app:latest$/.test(reference))).toEqual([]);
    expect(registry.requests).toEqual([]);
    folder.remove();
  });
});

describe('names that the workspace builds', () => {
  const cases = Object.keys(builders).flatMap(builder => Object.keys(users).map(user => ({ builder, user })));

  it('are 30 files here', () => {
    expect(cases).toHaveLength(30);
  });

  for (const { builder, user } of cases) {
    it(`by ${builder}, used by ${user}`, async () => {
      const name = `${registry.host}/team/own`;
      const folder = new CliFolder().put({ [builder]: builders[builder]?.(name) ?? '', [`use/${user}`]: users[user]?.(name) ?? '' });
      // A Compose file names what it builds as an image, too, and a kustomization what it writes.
      await expectSilence(folder, /compose|kustomization/.test(builder) ? 2 : 1);
    });
  }

  it('but nothing else is', async () => {
    const folder = new CliFolder().put({
      'compose.yaml': builders['compose.yaml']?.(`${registry.host}/team/own`) ?? '',
      'use/Dockerfile': `FROM ${registry.host}/team/other:1\n`,
    });
    expect((await folder.run(['check', '--format', 'json'])).json<Report>().findings).toHaveLength(1);
    folder.remove();
  });
});
