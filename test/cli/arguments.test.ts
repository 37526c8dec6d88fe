import { describe, expect, it } from 'vitest';
import { parseArguments } from '../../server/src/cli/arguments';
import { UsageError } from '../../server/src/cli/runtime';

describe('arguments', () => {
  it('has the defaults of the contract', () => {
    expect(parseArguments(['check'])).toMatchObject({ command: 'check', operands: [], format: 'text', failOn: 'warning', onUnknown: 'warn', offline: false });
  });

  it('takes operands and flags in any order', () => {
    expect(parseArguments(['--format', 'json', 'pin', 'a', '--dry-run', 'b'])).toMatchObject({ command: 'pin', operands: ['a', 'b'], format: 'json', dryRun: true });
  });

  it('takes what follows -- for operands', () => {
    expect(parseArguments(['images', '--', '--odd-name']).operands).toEqual(['--odd-name']);
  });

  for (const argv of [['--format', 'xml'], ['--nonsense'], ['check', '--fail-on', 'hint'], ['check', '--config']]) {
    it(`refuses ${argv.join(' ')}`, () => {
      expect(() => parseArguments(argv)).toThrow(UsageError);
    });
  }
});
