import { ageText } from '../core/age';
import { valueOf } from '../core/fact';
import type { Facts } from '../core/facts';
import { message, type Message } from '../core/message';

/** When the image was built, as far as it says so itself; nothing where it claims to come from the future. */
export function builtText({ details }: Pick<Facts, 'details'>, now: number): readonly Message[] {
  const about = valueOf(details);
  const created = about === undefined || about === 'missing' ? undefined : about.created;
  return created === undefined || created > now ? [] : [message('built {0}', ageText(now - created))];
}
