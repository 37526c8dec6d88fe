import { describe, expect, it } from 'vitest';
import { parseReference } from '../../server/src/core/reference';
import { longestText } from '../../server/src/core/reference-grammar';
import { parseChallenges } from '../../server/src/oci/challenge';

const longest = `registry.example/${'a'.repeat(120)}/${'b'.repeat(100)}:${'t'.repeat(128)}@sha256:${'0'.repeat(64)}`;

describe('text that an expression would take long to refuse', () => {
  it('attack A11: never reaches the expressions of the grammar', () => {
    expect(parseReference(longest)).toMatchObject({ ok: true });
    // Legal but for its length: whoever asked the grammar first would hear of another problem, after a long time.
    const slow = `registry.example/${'a-'.repeat(longestText / 2)}!`;
    expect(parseReference(slow)).toEqual({ ok: false, problem: 'too-long' });
  });

  it('attack A11: is cut where a header of a registry is read', () => {
    expect(parseChallenges('Bearer realm="https://auth.example/token"')).toHaveLength(1);
    const endless = `Bearer realm="https://auth.example/token",${'x="y",'.repeat(2_000)}Basic realm="late"`;
    expect(parseChallenges(endless).map(({ scheme }) => scheme)).toEqual(['bearer']);
  });
});
