/** What becomes of a flag: another flag, with its value where it has one; nothing; or `group`, whose value names a group. */
export interface AccountFlag {
  readonly to: string;
  readonly valued?: true;
}

export interface AccountTool {
  readonly program: 'adduser' | 'addgroup';
  /** Flags that the new command always has. */
  readonly always: readonly string[];
  readonly flags: Readonly<Record<string, AccountFlag>>;
}

/** Of the tools that Debian and Red Hat have, and what BusyBox has in their place. What is not here has no counterpart. */
export const accountTools: Readonly<Record<string, AccountTool>> = {
  useradd: {
    program: 'adduser',
    always: ['-D'],
    flags: {
      '-r': { to: '-S' }, '--system': { to: '-S' },
      '-m': { to: '' }, '--create-home': { to: '' }, '-M': { to: '-H' }, '--no-create-home': { to: '-H' },
      '-l': { to: '' }, '--no-log-init': { to: '' }, '-N': { to: '' }, '--no-user-group': { to: '' }, '-U': { to: '' }, '--user-group': { to: '' },
      '-u': { to: '-u', valued: true }, '--uid': { to: '-u', valued: true },
      '-g': { to: '-G', valued: true }, '--gid': { to: '-G', valued: true },
      '-d': { to: '-h', valued: true }, '--home': { to: '-h', valued: true }, '--home-dir': { to: '-h', valued: true },
      '-s': { to: '-s', valued: true }, '--shell': { to: '-s', valued: true },
      '-c': { to: '-g', valued: true }, '--comment': { to: '-g', valued: true },
    },
  },
  groupadd: {
    program: 'addgroup',
    always: [],
    flags: { '-r': { to: '-S' }, '--system': { to: '-S' }, '-g': { to: '-g', valued: true }, '--gid': { to: '-g', valued: true } },
  },
  adduser: {
    program: 'adduser',
    always: ['-D'],
    flags: {
      '--system': { to: '-S' }, '-S': { to: '-S' }, '-r': { to: '-S' }, '--group': { to: '' },
      '--disabled-password': { to: '' }, '--disabled-login': { to: '' }, '-D': { to: '' }, '--quiet': { to: '' }, '-q': { to: '' }, '--force-badname': { to: '' }, '--allow-bad-names': { to: '' },
      '--no-create-home': { to: '-H' }, '-H': { to: '-H' }, '-M': { to: '-H' }, '-m': { to: '' },
      '--uid': { to: '-u', valued: true }, '-u': { to: '-u', valued: true },
      '--gid': { to: '-G', valued: true }, '--ingroup': { to: '-G', valued: true }, '-G': { to: '-G', valued: true },
      '--home': { to: '-h', valued: true }, '-h': { to: '-h', valued: true }, '-d': { to: '-h', valued: true },
      '--shell': { to: '-s', valued: true }, '-s': { to: '-s', valued: true },
      '--gecos': { to: '-g', valued: true }, '--comment': { to: '-g', valued: true }, '-g': { to: '-g', valued: true },
    },
  },
  addgroup: {
    program: 'addgroup',
    always: [],
    flags: { '--system': { to: '-S' }, '-S': { to: '-S' }, '--quiet': { to: '' }, '--gid': { to: '-g', valued: true }, '-g': { to: '-g', valued: true } },
  },
};
