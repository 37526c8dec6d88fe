import type { CodeAction } from 'vscode-languageserver';
import { message } from '../../core/message';
import { familiarReference } from '../../core/reference';
import { commands, verifyKind } from '../../protocol';
import { plain } from '../markdown';
import { verifyOffer } from '../verify-offer';
import { usesAskedAbout, type Asked } from './asked';

/** A way to have the signature of the image here checked. Nothing is asked before it is chosen. */
export function verifyActions(asked: Asked): CodeAction[] {
  const { session, document } = asked;
  return usesAskedAbout(asked).slice(0, 1).flatMap(use => {
    const offer = verifyOffer(use, { ...asked, uri: document.uri });
    if (!offer) return [];
    const { reference, uri, image } = offer;
    const title = plain(session.say(message('Verify signature of {0}', familiarReference(image))));
    return [{ title, kind: verifyKind, command: { title, command: commands.verify, arguments: [{ reference, uri }] } }];
  });
}
