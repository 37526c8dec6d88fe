import type { EditPlan } from '../../service/image-service';
import type { Command } from '../command';
import { actionConsent } from '../consent';
import { runPlans } from '../planned-files';
import type { SourceFile } from '../source-files';

/** Adds the digest that its registry serves now to every reference without one. */
export const pin: Command = {
  name: 'pin',
  run(input) {
    const { runtime, args } = input;
    const planFor = async ({ document, context }: SourceFile): Promise<EditPlan> =>
      runtime.service.pinAll(document, context, { consent: await actionConsent(args, runtime), signal: runtime.signal });
    return runPlans(input, { planFor });
  },
};
