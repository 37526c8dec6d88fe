import { isLocalUse } from '../../core/local-names';
import { message } from '../../core/message';
import { formatReference, parseReference, type ImageReference } from '../../core/reference';
import type { Verdict } from '../../core/verification';
import { verificationJson } from '../../service/report/json';
import type { Command, CommandInput } from '../command';
import { actionConsent } from '../consent';
import { UsageError, type ExitCode } from '../runtime';
import { verificationText, type Question } from '../verification-text';
import { absolute } from '../paths';
import { sourceFiles } from '../source-files';

const exitCodes: Readonly<Record<Verdict, ExitCode>> = {
  verified: 0,
  'signed-unpinned': 1,
  unsigned: 1,
  'publisher-does-not-sign': 1,
  invalid: 1,
  unknown: 2,
};

/** Verifies who signed images: of the references given, or of every unique one below a path. */
export const verify: Command = {
  name: 'verify',
  async run(input) {
    const { runtime, args, policies } = input;
    const questions = await questionsOf(input);
    const policy = await policies.floor();
    let worst: ExitCode = 0;
    for (const [index, question] of questions.entries()) {
      const options = { consent: await actionConsent(args, runtime), signal: runtime.signal, depth: 'everything' } as const;
      const report = await runtime.service.verify(question.reference, question.policy, options);
      const occasion = { version: runtime.version, now: runtime.clock.now(), policy };
      if (args.format === 'json') runtime.out(`${JSON.stringify(verificationJson(report, occasion))}\n`);
      else runtime.out(`${index === 0 ? '' : '\n'}${await verificationText(report, question, runtime)}`);
      worst = Math.max(worst, exitCodes[report.verdict]) as ExitCode;
    }
    return worst;
  },
};

async function questionsOf({ runtime, args, policies }: CommandInput): Promise<readonly Question[]> {
  if (args.operands.length === 0) throw new UsageError(message('verify needs an image reference or a path'));
  const questions = new Map<string, Question>();
  const add = (question: Question): void => void questions.set(formatReference(question.reference), question);
  for (const operand of args.operands) {
    if ((await runtime.files.kind(absolute(runtime, operand))) === 'missing') {
      const { policy } = await policies.of(runtime.workingDirectory);
      add({ reference: parseOrFail(operand), policy });
      continue;
    }
    for await (const { document, context } of sourceFiles(runtime, [operand], policies)) {
      for (const use of document.uses) {
        const { reference, tagElsewhere } = use;
        if (reference && !tagElsewhere && !isLocalUse(use, context)) add({ reference, policy: context.policy });
      }
    }
  }
  return [...questions.values()];
}

function parseOrFail(text: string): ImageReference {
  const result = parseReference(text);
  if (!result.ok) throw new UsageError(message('neither a path nor an image reference: {0}', text));
  return result.reference;
}
