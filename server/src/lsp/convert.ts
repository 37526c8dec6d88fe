import type { TextDocument } from 'vscode-languageserver-textdocument';
import { message } from '../core/message';
import type { ConvertAnswer, ConvertedDocument, ConvertRequest } from '../protocol';
import { conversionPublishers, type Conversion } from '../service/conversion';
import { spanOf } from './documents';
import type { EdgeParts } from './edge-parts';
import { limitStatus } from './limits';
import type { Session } from './session';

/** "Convert this Dockerfile" was run, which is consent for the registries of the images that take over. Nothing is edited here. */
export async function convert({ uri, to }: ConvertRequest, parts: EdgeParts, signal: AbortSignal): Promise<ConvertAnswer> {
  const { documents, contexts, runtime, session } = parts;
  const situation = await contexts.of(String(uri));
  if (situation.limit) return { ok: false, reason: session.say(limitStatus[situation.limit]) };
  const document = documents.get(String(uri));
  const read = document && contexts.read(document, situation);
  if (!document || !read?.readBuild || read.limited) return { ok: false, reason: session.say(message('This is not a Dockerfile')) };
  const { version } = document;
  const publisher = conversionPublishers.find(each => each === to);
  const options = { consent: await contexts.consent(situation, 'action'), signal, ...(publisher ? { to: publisher } : {}) };
  const conversion = await runtime.service.convert(read, situation.context, options);
  const same = documents.get(String(uri)) === document && document.version === version;
  if (!same) return { ok: false, reason: session.say(message('The document changed meanwhile: nothing was edited')) };
  return { ok: true, conversion: toAnswer(conversion, document, session) };
}

function toAnswer({ text, edits, changes, left }: Conversion, document: TextDocument, session: Session): ConvertedDocument {
  const lineOf = (offset: number): number => document.positionAt(offset).line + 1;
  return {
    uri: document.uri,
    version: document.version,
    text,
    edits: edits.map(({ range, newText }) => ({ range: spanOf(document, range), newText })),
    changes: changes.map(({ range, from, to, differences, note }) => ({ line: lineOf(range.start), from, to, differences: [...differences, ...(note ? [note] : [])].map(each => session.say(each)) })),
    left: left.map(({ range, reference, kind, reason }) => ({ line: lineOf(range.start), reference, failed: kind === 'failed', reason: session.say(reason) })),
  };
}
