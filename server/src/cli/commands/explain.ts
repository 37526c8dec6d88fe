import { message } from '../../core/message';
import { parseReference, type ImageReference } from '../../core/reference';
import type { DocumentContext } from '../../service/image-service';
import type { Command, CommandInput } from '../command';
import { actionConsent } from '../consent';
import { evidence } from '../evidence';
import { toAnswer, toJson, toText, nothing } from '../explanation';
import { UsageError } from '../runtime';

/** Milliseconds for all references together: what registries have not told by then stays out of the answer. */
const patience = 3_000;

/** Says what is known about references: who makes them, how they live, and what would do the same job. */
export const explain: Command = {
  name: 'explain',
  async run(input) {
    const { runtime, args, policies, bundle } = input;
    if (args.operands.length === 0) throw new UsageError(message('explain needs at least one image reference'));
    const references = args.operands.map(operand => (operand === 'scratch' ? undefined : parseOrFail(operand)));
    await runtime.service.ready();
    const { policy } = await policies.of(runtime.workingDirectory);
    const context = { policy, path: '', localNames: new Set<string>() };
    const proof = evidence(runtime, await policies.floor());
    if (!args.offline) await askRegistries(references.filter(reference => reference !== undefined), context, input);
    for (const reference of references) {
      const answer = reference === undefined ? nothing : toAnswer(runtime.service.explain(reference, context));
      runtime.out(args.format === 'json' ? `${JSON.stringify({ ...proof, ...toJson(answer) })}\n` : toText(answer, bundle));
    }
    return 0;
  },
};

/** Whoever names an image asks about it; of the hosts of its alternatives, the public ones are asked. */
async function askRegistries(references: readonly ImageReference[], context: DocumentContext, { runtime, args }: CommandInput): Promise<void> {
  const stop = new AbortController();
  const options = { consent: await actionConsent(args, runtime), signal: stop.signal };
  const asking = Promise.all(references.map(reference => runtime.service.lookUpDetailsOf(reference, context, options)));
  await Promise.race([asking, runtime.clock.sleep(patience, runtime.signal)]);
  stop.abort();
}

function parseOrFail(text: string): ImageReference {
  const result = parseReference(text);
  if (!result.ok) throw new UsageError(message('not an image reference: {0}', text));
  return result.reference;
}
