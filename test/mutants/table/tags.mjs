/** What a tag says, and what a registry says of its tags. */
export const tags = [
  {
    id: 'tag-same-line',
    file: 'server/src/core/tag-family.ts',
    text: '  if (lineOf(a) !== lineOf(b)) return false;\n',
    replacement: '',
    test: 'test/core/tag-family.test.ts',
    name: 'the newest of a family > of 20.1.0',
    why: 'An update would lead to another major version.',
  },
  {
    id: 'tag-long-lived-line',
    file: 'server/src/core/tag-family.ts',
    text: 'longLivedYear.test(tag) ? 2 : 1',
    replacement: '1',
    test: 'test/core/tag-family.test.ts',
    name: 'the newest of a family > of 24.04',
    why: 'A release with long support would be left for one without.',
  },
  {
    id: 'tag-commit-is-no-version',
    file: 'server/src/core/tag-words.ts',
    text: '{7,40}$/',
    replacement: '{99,999}$/',
    test: 'test/core/tag-family.test.ts',
    name: 'the newest of a family > of 1a234567',
    why: 'One commit would be taken for newer than another by its letters.',
  },
  {
    id: 'tag-too-long',
    file: 'server/src/core/tag-shape.ts',
    text: 'if (tag.length > longest) return',
    replacement: 'if (tag.length > 1e9) return',
    test: 'test/core/tag-shape.test.ts',
    name: 'what a tag says > reads nothing into what is too long for a tag',
    why: 'The time that a tag takes would be bounded by whoever wrote it.',
  },
];
