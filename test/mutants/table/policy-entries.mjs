/** Entries of a policy's ignore list that are called useless, and must not be where that is not known. */
const service = 'test/service/policy-entries.test.ts';
const cli = 'test/cli/policy-entries.test.ts';

export const policyEntries = [
  {
    id: 'entry-unknown',
    file: 'server/src/service/needed-ignores.ts',
    text: "return rule !== undefined && rule.needs.every(kind => facts[kind].state === 'known');",
    replacement: 'return true;',
    test: service,
    name: 'the entries that a document needs > are also those of which that cannot be known',
    why: 'Offline, every entry of a rule that needs a registry would be called useless, and removed.',
  },
  {
    id: 'entry-variable',
    file: 'server/src/service/needed-ignores.ts',
    text: "return use.unresolved?.code === 'invalid' && !steering.has(id);",
    replacement: 'return true;',
    test: service,
    name: 'the entries that a document needs > are also those of which that cannot be known',
    why: 'The entry may be for the image that the variable names elsewhere.',
  },
  {
    id: 'entry-expires-after',
    file: 'server/src/service/suppressing.ts',
    text: 'return expires !== undefined && today > expires;',
    replacement: 'return expires !== undefined && today >= expires;',
    test: service,
    name: 'the entries of a policy file > are told of the day after their last one',
    why: 'An entry hides findings on its last day too.',
  },
  {
    id: 'entry-part-of-run',
    file: 'server/src/cli/policy-entries.ts',
    text: ' && walk.covers(file.scope)',
    replacement: '',
    test: cli,
    name: 'check tells of entries of `ignore` > not where a part was checked, but for the policies of that part',
    why: 'A run over the files of one commit would call every entry useless that is for other files.',
  },
  {
    id: 'entry-unread',
    file: 'server/src/cli/policy-entries.ts',
    text: '!walk.whole || ',
    replacement: '',
    test: cli,
    name: 'check tells of entries of `ignore` > not where something could not be read',
    why: 'What could not be read may be what the entry is for.',
  },
  {
    id: 'entry-elsewhere',
    file: 'server/src/service/policy-source.ts',
    text: 'relativePath(root, path) === undefined ? undefined : relativePath(root, scope)',
    replacement: 'relativePath(root, scope)',
    test: cli,
    name: 'check tells of entries of `ignore` > not of a floor from elsewhere, which speaks for other folders too',
    why: 'The policy of a whole company names images that one repository does not use.',
  },
  {
    id: 'entry-removed-alone',
    file: 'server/src/policy/removal.ts',
    text: 'edit && saysOneLess(text, edit, { start, known }) ? edit',
    replacement: 'edit ? edit',
    test: 'test/policy/removal.test.ts',
    name: 'an entry of the policy > stays where no edit is sure to be right',
    why: 'Another entry may be made of it, and would be lost.',
  },
];
