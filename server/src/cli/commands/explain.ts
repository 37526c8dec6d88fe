import { valueOf } from '../../core/fact';
import type { Alternative } from '../../core/facts';
import { message, render, type Bundle } from '../../core/message';
import { familiarReference, formatReference, parseReference, type ImageReference } from '../../core/reference';
import type { Explanation } from '../../service/image-service';
import type { Command } from '../command';
import { evidence } from '../evidence';
import { UsageError } from '../runtime';

/** Says what is known about references: who makes them, and what would do the same job. */
export const explain: Command = {
  name: 'explain',
  async run({ runtime, args, policies, bundle }) {
    if (args.operands.length === 0) throw new UsageError(message('explain needs at least one image reference'));
    await runtime.service.ready();
    const { policy } = await policies.of(runtime.workingDirectory);
    const context = { policy, path: '', localNames: new Set<string>() };
    const proof = evidence(runtime, await policies.floor());
    for (const operand of args.operands) {
      const answer = operand === 'scratch' ? nothing : toAnswer(runtime.service.explain(parseOrFail(operand), context));
      runtime.out(args.format === 'json' ? `${JSON.stringify({ ...proof, ...toJson(answer) })}\n` : toText(answer, bundle));
    }
    return 0;
  },
};

interface Answer {
  readonly reference: string;
  readonly publisher: string | null;
  readonly title: string | null;
  readonly trusted: boolean;
  readonly alternatives: readonly Alternative[];
}

const nothing: Answer = { reference: 'scratch', publisher: null, title: null, trusted: false, alternatives: [] };

function parseOrFail(text: string): ImageReference {
  const result = parseReference(text);
  if (!result.ok) throw new UsageError(message('not an image reference: {0}', text));
  return result.reference;
}

function toAnswer({ reference, facts, trusted }: Explanation): Answer {
  const publisher = valueOf(facts.publisher);
  const known = publisher?.kind === 'known' ? publisher : undefined;
  return {
    reference: formatReference(reference),
    publisher: known?.id ?? null,
    title: known?.title ?? null,
    trusted,
    alternatives: valueOf(facts.alternatives) ?? [],
  };
}

function toJson({ reference, publisher, trusted, alternatives }: Answer): object {
  return {
    reference,
    publisher,
    trusted,
    lifecycle: [],
    alternatives: alternatives.map(alternative => ({
      reference: formatReference(alternative.reference),
      publisher: alternative.publisher,
      exists: alternative.exists,
      differences: alternative.differences.map(difference => render(difference)),
      size: null,
    })),
  };
}

function toText({ reference, title, trusted, alternatives }: Answer, bundle: Bundle): string {
  const lines = [reference];
  if (title !== null) lines.push(`  ${render(message('known publisher (by name): {0}', title), bundle)}`);
  else lines.push(`  ${render(message('publisher not known'), bundle)}`);
  if (trusted) lines.push(`  ${render(message('trusted'), bundle)}`);
  for (const { reference: other, differences } of alternatives) {
    lines.push(`  ${render(message('alternative: {0}', familiarReference(other)), bundle)}`);
    for (const difference of differences) lines.push(`    - ${render(difference, bundle)}`);
  }
  return `${lines.join('\n')}\n`;
}
