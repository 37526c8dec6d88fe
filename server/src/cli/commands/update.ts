import type { Command } from '../command';
import { actionConsent } from '../consent';
import { runPlans } from '../planned-files';

/** Replaces every digest by the one that its tag stands for now. */
export const update: Command = {
  name: 'update',
  run(input) {
    const { runtime, args } = input;
    const options = { consent: actionConsent(args), signal: runtime.signal, tags: args.tags };
    return runPlans(input, { planFor: ({ document, context }) => runtime.service.updateAll(document, context, options), listed: true });
  },
};
