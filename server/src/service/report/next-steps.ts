import { message, type Message } from '../../core/message';
import { visibleLine } from '../../core/plain-text';
import { familiarReference, type ImageReference } from '../../core/reference';
import type { VerificationReport, Verdict } from '../../core/verification';
import { publisherById } from '../../publishers';
import { obstacleIn } from './obstacle';
import { isSignedBySomebodyElse, signerToName, type NamedSigner } from './signers';

/** What can be done about a verdict. The edge knows how; one that it cannot do, it leaves out. */
export type NextStep = { readonly title: Message } & (
  | { readonly kind: 'alternative'; readonly reference: ImageReference }
  | { readonly kind: 'name-signer'; readonly signer: NamedSigner }
  | { readonly kind: 'pin-anyway' | 'retry' }
  | { readonly kind: 'sign-in' | 'look-up-host'; readonly host: string }
);

export interface NextStepsInput {
  readonly report: VerificationReport;
  /** What would do the same job, the best first. */
  readonly alternatives: readonly { readonly reference: ImageReference; readonly publisher: string }[];
}

/** More would be a menu. */
export const mostSteps = 3;

type Kind = NextStep['kind'];

/** What is worth doing, the best first. */
const kindsByVerdict: Readonly<Record<Verdict, readonly Kind[]>> = {
  verified: [],
  'signed-unpinned': ['name-signer', 'alternative', 'pin-anyway'],
  invalid: ['alternative', 'name-signer', 'pin-anyway'],
  unsigned: ['alternative', 'pin-anyway'],
  'publisher-does-not-sign': ['alternative', 'pin-anyway'],
  unknown: ['look-up-host', 'sign-in', 'retry', 'alternative', 'pin-anyway'],
};

/** In order; the edge takes the first three that it can do. */
export function nextSteps(input: NextStepsInput): readonly NextStep[] {
  return kindsByVerdict[input.report.verdict].flatMap(kind => makers[kind](input));
}

const makers: Readonly<Record<Kind, (input: NextStepsInput) => readonly NextStep[]>> = {
  alternative: ({ alternatives }) => alternatives.filter(isSigned).slice(0, 1).map(({ reference, publisher }) => ({
    kind: 'alternative',
    title: message('Use {0}, signed by {1}', familiarReference(reference), publisherById(publisher)?.title ?? publisher),
    reference,
  })),
  'name-signer': ({ report }) => {
    const signer = signerToName(report);
    return signer ? [{ kind: 'name-signer', title: message('Accept {0} as a signer of this image', visibleLine(signer.identity)), signer }] : [];
  },
  'pin-anyway': ({ report }) => (isPinnable(report) ? [{ kind: 'pin-anyway', title: message('Pin to this digest anyway') }] : []),
  retry: () => [{ kind: 'retry', title: message('Try again') }],
  'sign-in': ({ report }) => hostStep(report, 'unauthorized', host => ({ kind: 'sign-in', title: message('Copy the command that signs in to {0}', host), host })),
  'look-up-host': ({ report }) => hostStep(report, 'host-not-allowed', host => ({ kind: 'look-up-host', title: message('Look up {0} in this window', host), host })),
};

/** A report of a broken signature ends in no pin; one of a good signature by somebody else may. */
function isPinnable(report: VerificationReport): boolean {
  return report.digest !== undefined && (report.verdict !== 'invalid' || isSignedBySomebodyElse(report));
}

function isSigned({ publisher }: NextStepsInput['alternatives'][number]): boolean {
  return publisherById(publisher)?.signs === true;
}

function hostStep({ reason }: VerificationReport, code: 'unauthorized' | 'host-not-allowed', step: (host: string) => NextStep): readonly NextStep[] {
  const obstacle = obstacleIn(reason);
  return obstacle?.code === code ? [step(obstacle.host)] : [];
}
