/** What keeps the images of scripts and of Terraform to those that are ones. */
const shell = 'test/formats/commands/shell.test.ts';
const make = 'test/formats/commands/make.test.ts';
const terraform = 'test/formats/hcl/terraform.test.ts';

export const carriedCommands = [
  {
    id: 'commands-carriers',
    file: 'server/src/formats/commands/carriers.ts',
    text: 'return programs.has(name) || functions.test(shells.has(name) ? programOf(words[at + 1]) : name);',
    replacement: 'return true;',
    test: shell,
    name: 'Shell scripts > are read where another command, or a function, runs them',
    why: 'What is printed or looked for is not run.',
  },
  {
    id: 'commands-kept-holes',
    file: 'server/src/formats/commands/read-make.ts',
    text: 'word.pieces.some(({ hole }) => !hole)',
    replacement: 'word.pieces.length > 0',
    test: make,
    name: 'Makefiles > keep commands in variables',
    why: 'The first variable behind a command that goes on elsewhere holds options as often as an image.',
  },
  {
    id: 'terraform-names-depth',
    file: 'server/src/formats/hcl/walk.ts',
    text: "value.kind === 'path' && names < mostNames && nodes.some(goesOn)",
    replacement: "value.kind === 'path' && nodes.some(goesOn)",
    test: terraform,
    name: 'Terraform > follows names of names five deep',
    why: 'A document decides how deep its names lead: as deep as the stack, too.',
  },
  {
    id: 'terraform-known-prefix',
    file: 'server/src/formats/hcl/use.ts',
    text: 'constant !== undefined && place.prefix?.test(constant.text) !== false',
    replacement: 'constant !== undefined',
    test: terraform,
    name: 'Terraform > names what builds run in, and reads documents of others',
    why: 'What a name stands for counts as what is written in its place.',
  },
  {
    id: 'terraform-modules-known',
    file: 'server/src/formats/hcl/places.ts',
    text: 'if (place.onlyKnown && !use?.reference) return undefined;',
    replacement: '',
    test: terraform,
    name: 'Terraform > names what modules are given, where that can be nothing else',
    why: 'Nobody but the module knows what it does with a value.',
  },
  {
    id: 'terraform-modules-registry',
    file: 'server/src/formats/terraform.ts',
    text: 'prefix: withRegistry, onlyKnown: true',
    replacement: 'onlyKnown: true',
    test: terraform,
    name: 'Terraform > names what modules are given, where that can be nothing else',
    why: 'Disks and pictures are images too.',
  },
];
