/** What is no image in a Tiltfile, and what its texts may do to their reader. */
export const tilt = [
  {
    id: 'tilt-changed-text',
    file: 'server/src/formats/code/joined-text.ts',
    text: "if (!isFilled && !(token && harmless.has(this.#program.text.slice(token.start, token.end)))) said = [undefined];",
    replacement: '',
    test: 'test/formats/tilt.test.ts',
    name: 'Tiltfiles > name images in the texts that they hand on, and no outputs',
    why: 'A text that a method replaces parts of says something else.',
  },
  {
    id: 'tilt-holes',
    file: 'server/src/formats/tilt/uses.ts',
    text: "{ dockerfile: '{{x}}', shell: '{{x}}', kubernetes: '<x>' }",
    replacement: "{ dockerfile: 'x', shell: 'x', kubernetes: 'x' }",
    test: 'test/formats/tilt.test.ts',
    name: 'Tiltfiles > name images in the texts that they hand on, and no outputs',
    why: 'What a variable supplies is no part of a known reference.',
  },
  {
    id: 'tilt-separators',
    file: 'server/src/formats/code/joined-text.ts',
    text: '|| !isShort(separator) ',
    replacement: '',
    test: 'test/formats/tilt.test.ts',
    name: 'Tiltfiles > hand on texts that do not grow without end',
    why: 'What stands between items is there once and is read many times.',
  },
  {
    id: 'tilt-depth',
    file: 'server/src/formats/code/joined-text.ts',
    text: "const end = depth < deepest ? this.#enter('(') : undefined;",
    replacement: "const end = this.#enter('(');",
    test: 'test/formats/tilt.test.ts',
    name: 'Tiltfiles > have parentheses only so deep',
    why: 'Each pair of parentheses takes a place on the stack.',
  },
];
