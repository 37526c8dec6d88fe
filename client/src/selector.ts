/** Places where a document is the user's own: not one side of a comparison, and not an output. */
const schemes = ['file', 'untitled', 'vscode-vfs'] as const;
/** The server decides by path and content which of them name images; other extensions re-label YAML. */
const languages = ['dockerfile', 'yaml', 'json', 'jsonc', 'dockercompose', 'github-actions-workflow', 'azure-pipelines', 'helm'] as const;

export const documentSelector: readonly { readonly scheme: string; readonly language: string }[] = schemes.flatMap(scheme =>
  languages.map(language => ({ scheme, language })),
);
