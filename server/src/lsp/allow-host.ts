import { valueOf } from '../core/fact';
import type { ReadDocument } from '../core/document';
import type { Facts } from '../core/facts';
import type { ImageUse } from '../core/image-use';
import { message, type Message } from '../core/message';
import { commands } from '../protocol';
import { isPublicRegistry } from '../service/public-registries';
import type { Situation } from './contexts';
import type { Runtime } from './runtime';
import type { Session } from './session';

export interface AllowHostInput {
  readonly read: ReadDocument;
  readonly runtime: Runtime;
  readonly session: Session;
  readonly situation: Situation;
}

/** The host of a use that nobody said may be asked: one outside the table of public registries. */
export function hostToAllow(use: ImageUse, { read, runtime, session, situation }: AllowHostInput): string | undefined {
  const { settings, context } = situation;
  if (!use.reference || !session.trusted || settings.offline) return undefined;
  const { registry } = use.reference;
  if (settings.allowedHosts.includes(registry) || session.hosts.has(registry) || session.loginHosts.includes(registry) || isPublicRegistry(registry)) return undefined;
  const facts = runtime.service.facts(use, read, context);
  return valueOf(facts.local) !== true && !isAsked(facts) ? registry : undefined;
}

/** Of the image itself, or of the tag that its digest is of. */
export function isAsked({ resolution, tagNow }: Facts): boolean {
  return resolution.state === 'known' || tagNow.state === 'known';
}

interface HostCommand {
  readonly title: Message;
  readonly command: string;
}

/** The ways in which a user may say it. */
export function hostCommands(host: string): readonly HostCommand[] {
  return [
    { title: message('Look up {0} in this window', host), command: commands.lookUpHost },
    { title: message('Always look up {0}', host), command: commands.alwaysLookUpHost },
  ];
}
