/** What is said in public of a window, and what a task may ask of the command line. */
export const welcome = [
  {
    id: 'w1-setting-words',
    file: 'client/src/diagnostics-info/setting.ts',
    text: "return schema.enum?.includes(value) ? value : value === '' ? 'empty' : 'set';",
    replacement: 'return value;',
    test: 'test/client/diagnostics-info.test.ts',
    name: 'a setting in the diagnostics info > never shows what somebody wrote into plimsoll.dockerConfig',
    why: 'A path, a host or a password that somebody set gets into a public issue.',
  },
  {
    id: 'w2-setting-keys',
    file: 'client/src/diagnostics-info/setting.ts',
    text: 'const schema = Object.hasOwn(known, key) ? known[key] : undefined;',
    replacement: 'const schema = known[key] ?? {};',
    test: 'test/client/diagnostics-info.test.ts',
    name: 'a setting in the diagnostics info > never shows what somebody wrote into plimsoll.mirrors',
    why: 'The names of private registries are keys of a setting.',
  },
  {
    id: 'w3-error-words',
    file: 'client/src/diagnostics-info/troubles.ts',
    text: "typeof value === 'string' && /^[A-Za-z_]{1,40}$/.test(value)",
    replacement: "typeof value === 'string'",
    test: 'test/client/diagnostics-info.test.ts',
    name: 'what went wrong, in the diagnostics info > is a code, never the words of an error',
    why: 'The words of an error name files and hosts.',
  },
  {
    id: 'w4-paths-of-tasks',
    file: 'client/src/check-arguments.ts',
    text: "'--quiet', '--', ...named",
    replacement: "'--quiet', ...named",
    test: 'test/cli/problem-matcher.test.ts',
    name: 'the task > checks what it is told to, and takes a path for a path',
    why: 'A path that looks like an option would be one: a policy file of its own, for instance.',
  },
];
