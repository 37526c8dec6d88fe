/**
 * How the task runs the command line. In English, as the editor's matchers know no other word for a severity, and without
 * a line of progress that is written over. What a tasks.json names are paths, also where they look like options.
 */
export function checkArguments(paths: unknown): string[] {
  const named = Array.isArray(paths) ? paths.filter((path): path is string => typeof path === 'string' && path !== '') : [];
  return ['check', '--lang', 'en', '--quiet', '--', ...named];
}
