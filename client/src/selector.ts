/** One kind of document, as the editor and the protocol both write it. */
type Filter = { readonly scheme: string; readonly language: string } | { readonly scheme: string; readonly pattern: string };

/** Places where a document is the user's own: not one side of a comparison, and not an output. */
const schemes = ['file', 'untitled', 'vscode-vfs'] as const;

/** What a document without a name is judged by. */
const languages = ['dockerfile', 'yaml', 'json', 'jsonc', 'dockercompose', 'helm', 'shellscript', 'terraform'] as const;

/**
 * Files that may name images, whatever other extensions call them. The server decides by path and content which of them do; a test
 * holds this against the names that its formats may claim.
 */
const extensions = [
  'yml', 'yaml', 'json', 'tf', 'tofu', 'hcl', 'nomad', 'sh', 'bash', 'zsh', 'ksh', 'mk', 'just', 'container', 'image', 'volume',
  'bzl', 'tpl', 'md', 'markdown', 'jenkinsfile', 'groovy', 'tiltfile', 'dockerfile', 'Dockerfile', 'containerfile', 'Containerfile',
] as const;
const names = [
  'Dockerfile*', 'Containerfile*', 'Kustomization', 'Makefile', 'makefile', 'GNUmakefile', 'Justfile', 'justfile', '.justfile', 'Jenkinsfile*', 'Earthfile', 'MODULE.bazel',
  'WORKSPACE', 'WORKSPACE.bazel', 'WORKSPACE.bzlmod', 'Tiltfile',
] as const;

/** The same by name alone. */
export const filePatterns: readonly string[] = [`**/*.{${extensions.join(',')}}`, `**/{${names.join(',')}}`];

/** `more` are other schemes in which the user has documents. */
export function selectorFor(more: readonly string[]): readonly Filter[] {
  return [...new Set([...schemes, ...more])].flatMap(scheme => [
    ...languages.map(language => ({ scheme, language })),
    ...(scheme === 'untitled' ? [] : filePatterns.map(pattern => ({ scheme, pattern }))),
  ]);
}
