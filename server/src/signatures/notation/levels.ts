import type { AcceptedNotation, NotationValidation } from '../../core/accepted-signer';

/** `log`: what fails is said, and does not count. Integrity is enforced by every level. */
export type Action = 'enforce' | 'log' | 'skip';

/** The levels of a trust policy (Notary Project, trust store and trust policy specification: signature verification details). */
const levels: Readonly<Record<AcceptedNotation['level'], Readonly<Record<NotationValidation, Action>>>> = {
  strict: { authenticity: 'enforce', authenticTimestamp: 'enforce', expiry: 'enforce', revocation: 'enforce' },
  permissive: { authenticity: 'enforce', authenticTimestamp: 'log', expiry: 'log', revocation: 'log' },
  audit: { authenticity: 'log', authenticTimestamp: 'log', expiry: 'log', revocation: 'log' },
};

export function actionOf({ level, override }: Pick<AcceptedNotation, 'level' | 'override'>, validation: NotationValidation): Action {
  return override?.[validation] ?? levels[level][validation];
}

export const levelNames: readonly string[] = Object.keys(levels);
export const validationNames: readonly string[] = Object.keys(levels.strict);
