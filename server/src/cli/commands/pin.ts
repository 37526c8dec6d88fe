import type { Command } from '../command';
import { actionConsent } from '../consent';
import { runPlans } from '../planned-files';

/** Adds the digest that its registry serves now to every reference without one. */
export const pin: Command = {
  name: 'pin',
  run(input) {
    const { runtime, args } = input;
    const options = { consent: actionConsent(args), signal: runtime.signal };
    return runPlans(input, { planFor: ({ document, context }) => runtime.service.pinAll(document, context, options) });
  },
};
