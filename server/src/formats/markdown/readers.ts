interface Reader {
  /** Ids of formats. */
  readonly formats: readonly string[];
  /** What a block must hold to be such a document; absent where the language tells. */
  readonly content?: RegExp;
}

const shell: readonly Reader[] = [{ formats: ['shell'] }];
const build: readonly Reader[] = [{ formats: ['dockerfile'] }];
const manifests: Reader = { formats: ['kubernetes', 'custom-resource'], content: /["']?\bapiVersion["']?[ \t]*:/ };
const bake: Reader = { formats: ['bake'], content: /^[ \t]*(?:target|group)[ \t]+"[^"\n]*"[ \t]*\{/m };
const nomad: Reader = { formats: ['nomad'], content: /^[ \t]*(?:job|task)[ \t]+"[^"\n]*"[ \t]*\{/m };
const terraform: Reader = { formats: ['terraform'], content: /^[ \t]*(?:resource|data|module|provider)[ \t]+"/m };
const units: readonly Reader[] = [{ formats: ['quadlet'], content: /^\[(?:Container|Image|Volume)\]/m }];
const starlark: readonly Reader[] = [{ formats: ['bazel'], content: /pull\(/ }, { formats: ['tilt'], content: /\b(?:docker_build|local_resource)\(/ }];

/** In YAML, each whose content is there. */
const yaml: readonly Reader[] = [
  { formats: ['kustomization'], content: /^kind:[ \t]*(?:Kustomization|Component)\b/m },
  { formats: ['skaffold'], content: /^apiVersion:[ \t]*skaffold\//m },
  manifests,
  { formats: ['compose'], content: /^services:[ \t]*$/m },
  { formats: ['github-workflow'], content: /^(?:jobs|runs):[ \t]*$/m },
  { formats: ['circleci'], content: /^[ \t]+docker:[ \t]*\r?\n[ \t]*-[ \t]+image:/m },
  { formats: ['azure-pipelines'], content: /^[ \t]*-[ \t]+(?:job|container):/m },
  { formats: ['bitbucket-pipelines'], content: /^pipelines:/m },
  { formats: ['buildkite'], content: /^[ \t]*-?[ \t]+["']?docker(?:-compose)?#/m },
  { formats: ['woodpecker'], content: /^(?:steps|pipeline):[ \t]*\r?\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*[ \t]+(?:-[ \t]+)?[\w-]+:[^\n]*\r?\n(?:[^\n]*\n){0,200}?[ \t]+image:[ \t]/m },
  { formats: ['cloud-build'], content: /^steps:[ \t]*\r?\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*[ \t]*-[ \t]+name:[ \t]*["']?gcr\.io\//m },
  { formats: ['gitlab-ci'], content: /^[ \t]+script:|^(?:stages|default):/m },
  { formats: ['ansible'], content: /^[ \t]*(?:- )?(?:[a-z.]+\.)?(?:docker|podman)_(?:container|image):/m },
  { formats: ['helm-values'], content: /^[ \t]*repository:[ \t]/m },
];

/** By the language of a block. */
const readers: Readonly<Record<string, readonly Reader[]>> = {
  dockerfile: build, docker: build, containerfile: build,
  sh: shell, bash: shell, shell, zsh: shell, console: shell, 'shell-session': shell, shellsession: shell, 'sh-session': shell, terminal: shell,
  yaml, yml: yaml,
  json: [manifests, { formats: ['devcontainer'], content: /"(?:features|remoteUser|postCreateCommand|customizations)"/ }, { formats: ['bake'], content: /"target"[ \t]*:/ }],
  jsonc: [{ formats: ['devcontainer'] }],
  hcl: [bake, nomad, terraform], terraform: [terraform], tf: [terraform], nomad: [{ formats: ['nomad'] }],
  ini: units, systemd: units,
  groovy: [{ formats: ['jenkins'] }], jenkinsfile: [{ formats: ['jenkins'] }],
  earthfile: [{ formats: ['earthfile'] }], earthly: [{ formats: ['earthfile'] }],
  starlark, bazel: starlark, bzl: starlark, python: starlark,
};

/** The formats that may read a block of code, by its language and a cheap look. */
export function readersOf(language: string, code: string): readonly string[] {
  const some = Object.hasOwn(readers, language) ? readers[language] : undefined;
  return (some ?? []).flatMap(({ formats, content }) => (content?.test(code) === false ? [] : formats));
}
