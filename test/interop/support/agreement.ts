import { expect, it } from 'vitest';
import type { AcceptedSigner } from '../../../server/src/core/accepted-signer';
import type { Verdict } from '../../../server/src/core/verification';
import { Cosign, cosignVersions, type Accepts, type CosignVersion, type Layout } from './cosign';
import { plimsoll } from './plimsoll';
import type { Ran } from './program';
import type { World } from './world';

export type Answer = 'accepts' | 'refuses';

/** What is asked of all of them. */
export interface Question {
  readonly reference: string;
  readonly layout: Layout;
  readonly cosign: Accepts;
  readonly signers: readonly AcceptedSigner[];
  /** What Cosign has to be told besides. */
  readonly flags?: readonly string[];
  /** What Cosign is asked about, where it is another manifest than Plimsoll's. */
  readonly cosignReference?: string;
}

export interface Row {
  readonly name: string;
  arrange(world: World): Promise<Question>;
  /** Of both releases, or of each. */
  readonly cosign: Answer | Readonly<Record<CosignVersion, Answer>>;
  readonly plimsoll: Verdict;
  /** Why Plimsoll means to say something else than a release of Cosign. */
  readonly because?: string;
}

/** One test for each row: whether everybody says what the row says, and whether that is the same. */
export function itAgrees(rows: readonly Row[], world: () => World): void {
  it.each(rows)('$name', async (row) => {
    const answers = typeof row.cosign === 'string' ? { 2: row.cosign, 3: row.cosign } : row.cosign;
    const agreed = cosignVersions.every((version) => (answers[version] === 'accepts') === (row.plimsoll === 'verified'));
    if (agreed === (row.because !== undefined)) throw new Error('a row says why it differs, and only then');
    const question = await row.arrange(world());
    const { verdict, signatures } = await plimsoll(world(), question.reference, ...question.signers);
    const heard: Record<string, unknown> = { plimsoll: verdict };
    for (const version of cosignVersions) heard[`cosign ${version}`] = await askCosign(new Cosign(version, world()), question);
    const expected = { plimsoll: row.plimsoll, 'cosign 2': answers[2], 'cosign 3': answers[3] };
    expect(heard, JSON.stringify(signatures, undefined, 1)).toEqual(expected);
  });
}

async function askCosign(cosign: Cosign, { reference, cosignReference = reference, layout, cosign: accepts, flags = [] }: Question): Promise<Answer> {
  return answerOf(await cosign.verify(cosignReference, accepts, layout, ...flags));
}

/** What Cosign says when it has looked and does not believe. Anything else is no answer. */
const refusals = [
  /no matching (?:signatures|attestations)/,
  /no signatures found/,
  /no valid bundles exist in registry/,
  /none of the attestations matched/,
];

export function answerOf({ code, err }: Ran): Answer {
  if (code === 0) return 'accepts';
  if (refusals.some((refusal) => refusal.test(err))) return 'refuses';
  throw new Error(`no answer about a signature: ${err}`);
}
