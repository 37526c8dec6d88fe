import type { CodeLens, Command } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { ReadDocument } from '../../core/document';
import { valueOf } from '../../core/fact';
import { followedBy } from '../../core/followed';
import type { ImageUse } from '../../core/image-use';
import { message, type Message } from '../../core/message';
import { commands } from '../../protocol';
import type { Fix } from '../../service/image-service';
import type { Situation } from '../contexts';
import { spanOf } from '../documents';
import type { EdgeParts } from '../edge-parts';
import { requestOf, usesIn } from '../fixes';
import { verifyOffer } from '../verify-offer';

interface Lensed {
  readonly document: TextDocument;
  readonly read: ReadDocument;
  readonly situation: Situation;
}

interface AtUse extends Lensed {
  readonly use: ImageUse;
  readonly parts: EdgeParts;
}

/** What a lens without a title remembers. */
interface LensData {
  readonly uri: string;
  readonly version: number;
  /** Where the site of the image begins. */
  readonly offset: number;
  readonly lens: string;
}

interface Lens {
  /** Until it is resolved, and when the text was changed meanwhile. */
  readonly title: Message;
  /** Whether it stands there, from what is cheap to know: it stays where it is, whatever is found out about it. */
  stands(at: AtUse): boolean;
  command(at: AtUse): Command;
}

/** More images than this have no lenses: nobody would find the lines between them. */
const mostImages = 200;

/** In the order in which they stand. */
const lenses: Readonly<Record<string, Lens>> = {
  verify: { title: message('Verify'), stands: at => offerOf(at) !== undefined, command: verify },
  pin: { title: message('Pin'), stands: at => mayEdit(at) && at.use.reference?.digest === undefined, command: pin },
  update: { title: message('Update digest'), stands: at => mayEdit(at) && isUpdatable(at), command: update },
  alternatives: { title: message('Alternatives'), stands: at => alternativesOf(at).length > 0, command: alternatives },
};

/** The lenses of a document, one line of them for each place that names an image. */
export function lensesFor(lensed: Lensed, parts: EdgeParts): CodeLens[] {
  const { document, read } = lensed;
  const whole = { start: 0, end: read.text.length };
  return usesIn(read, whole).slice(0, mostImages).filter(use => isLensed(use, lensed, parts)).flatMap(use => {
    const at = { ...lensed, use, parts };
    const standing = Object.entries(lenses).filter(([, lens]) => lens.stands(at));
    return standing.map(([lens]) => ({ range: spanOf(document, use.site.range), data: { uri: document.uri, version: document.version, offset: use.site.range.start, lens } satisfies LensData }));
  });
}

/** Gives a lens its title and what a click does. It is never taken away: the lines below would jump. */
export async function resolveLens(asked: CodeLens, parts: EdgeParts): Promise<CodeLens> {
  const data = asked.data as Partial<LensData> | undefined;
  const lens = typeof data?.lens === 'string' && Object.hasOwn(lenses, data.lens) ? lenses[data.lens] : undefined;
  if (!lens) return asked;
  const at = await placeOf(data as LensData, parts);
  return { ...asked, command: at ? lens.command(at) : said(lens.title, parts) };
}

async function placeOf({ uri, version, offset }: LensData, parts: EdgeParts): Promise<AtUse | undefined> {
  const document = parts.documents.get(String(uri));
  if (document?.version !== version) return undefined;
  const situation = await parts.contexts.of(document.uri);
  const read = parts.contexts.read(document, situation);
  const use = read?.uses.find(({ site }) => site.range.start === offset);
  return read && use && isLensed(use, { document, read, situation }, parts) ? { document, read, situation, use, parts } : undefined;
}

function isLensed(use: ImageUse, { read, situation }: Lensed, { runtime }: EdgeParts): boolean {
  return use.reference !== null && valueOf(runtime.service.facts(use, read, situation.context).local) !== true;
}

function offerOf({ use, document, read, situation, parts }: AtUse): ReturnType<typeof verifyOffer> {
  return verifyOffer(use, { ...parts, uri: document.uri, read, situation });
}

/** A registry has to be asked for a digest. */
function mayEdit({ use, situation, parts }: AtUse): boolean {
  return !use.fixDisabled && parts.session.trusted && !situation.settings.offline;
}

function isUpdatable({ use, read }: AtUse): boolean {
  const followed = followedBy(use, read);
  return followed !== undefined && followed !== 'exclude' && use.reference?.digest !== undefined;
}

function alternativesOf({ use, read, situation, parts }: AtUse): readonly unknown[] {
  return use.fixDisabled ? [] : (valueOf(parts.runtime.service.facts(use, read, situation.context).alternatives) ?? []);
}

function verify(at: AtUse): Command {
  const offer = offerOf(at);
  if (!offer) return said(message('Verify'), at.parts);
  const { reference, uri } = offer;
  return { title: at.parts.session.say(message('Verify')), command: commands.verify, arguments: [{ reference, uri }] };
}

function pin(at: AtUse): Command {
  return fixing(at, fixesAt(at).find(({ kind, unverified }) => kind === 'pin' && !unverified), { does: message('Pin'), idle: message('Not to be pinned') });
}

function update(at: AtUse): Command {
  return fixing(at, fixesAt(at).find(({ kind }) => kind === 'update'), { does: message('Update digest'), idle: message('Digest up to date') });
}

function alternatives(at: AtUse): Command {
  const { document, use, parts } = at;
  const title = parts.session.say(message('Alternatives ({0})', alternativesOf(at).length));
  return { title, command: commands.replace, arguments: [{ uri: document.uri, position: document.positionAt(use.site.range.start) }] };
}

function fixing({ document, parts }: AtUse, fix: Fix | undefined, { does, idle }: { readonly does: Message; readonly idle: Message }): Command {
  if (!fix || fix.disabled) return said(idle, parts);
  return { title: parts.session.say(does), command: commands.applyFix, arguments: [requestOf(fix, document)] };
}

function fixesAt({ use, read, situation, parts }: AtUse): readonly Fix[] {
  return parts.runtime.service.fixes(read, use.site.range.start, situation.context);
}

/** Words without a click. */
function said(title: Message, { session }: EdgeParts): Command {
  return { title: session.say(title), command: '' };
}
