import type { EditPlan } from '../../service/image-service';
import type { Command } from '../command';
import { actionConsent } from '../consent';
import { runPlans } from '../planned-files';
import type { SourceFile } from '../source-files';

/** Replaces every digest by the one that its tag stands for now. */
export const update: Command = {
  name: 'update',
  run(input) {
    const { runtime, args } = input;
    const planFor = async ({ document, context }: SourceFile): Promise<EditPlan> =>
      runtime.service.updateAll(document, context, { consent: await actionConsent(args, runtime), signal: runtime.signal, tags: args.tags });
    return runPlans(input, { planFor, listed: true });
  },
};
