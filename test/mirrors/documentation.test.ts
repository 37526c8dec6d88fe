import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseMachineFile } from '../../server/src/policy/machine';
import { policyWords } from '../../server/src/service/policy-words';

const keys = ['allowedHosts', 'tokenRealms', 'mirrors', 'insecureRegistries', 'transport', 'dockerConfig'];

describe.each(['registries.md', 'registries.ja.md'])('the example of docs/%s', name => {
  const page = readFileSync(join(import.meta.dirname, '../../docs', name), 'utf8');
  const [, example = ''] = /```yaml\n([\s\S]*?)```/.exec(page) ?? [];

  it('is a file without a mistake, and has every key', () => {
    const { keys: read, policy, problems } = parseMachineFile(example, '/etc/plimsoll/config.yaml', policyWords);
    expect(problems).toEqual([]);
    expect(Object.keys(read)).toEqual(keys);
    expect(Object.keys(policy).sort()).toEqual(['path', 'version']);
  });
});
