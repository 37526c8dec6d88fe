import { expect, it } from 'vitest';
import type { Verdict } from '../../../server/src/core/verification';
import type { Answer } from './agreement';
import { accepted, askNotation, envelopes, type Envelope, type Trust } from './notation';
import { plimsoll } from './plimsoll';
import { createTarget, type Target, type World } from './world';

export interface NotationRow {
  readonly name: string;
  /** Signs the target, and says whom to trust. */
  arrange(target: Target, envelope: Envelope): Promise<Trust>;
  readonly notation: Answer;
  readonly plimsoll: Verdict;
  /** Why Plimsoll means to say something else than Notation. */
  readonly because?: string;
}

/** One test for each row and envelope: whether both say what the row says, and whether that is the same. */
export function itAgreesWithNotation(rows: readonly NotationRow[], world: () => World): void {
  it.each(rows.flatMap((row) => envelopes.map((envelope) => ({ ...row, envelope }))))('$name, $envelope', async ({ arrange, envelope, because, ...row }) => {
    const agreed = (row.notation === 'accepts') === (row.plimsoll === 'verified');
    if (agreed === (because !== undefined)) throw new Error('a row says why it differs, and only then');
    const target = await createTarget(world());
    const trust = await arrange(target, envelope);
    const report = await plimsoll(world(), target.tagged, accepted(trust));
    const heard = { notation: await askNotation(world(), target.at(), trust), plimsoll: report.verdict };
    expect(heard, JSON.stringify(report.signatures, undefined, 1)).toEqual({ notation: row.notation, plimsoll: row.plimsoll });
  });
}
