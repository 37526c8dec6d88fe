import { wordsOf, type BuildInstruction } from '../../core/build';
import { buildOf } from '../../core/document';
import { spelling, type ImageUse } from '../../core/image-use';
import { message, type Message } from '../../core/message';
import type { TextEdit } from '../../core/range';
import type { ImageReference } from '../../core/reference';
import { judgedAs, writtenAs } from '../../policy/upstreams';
import { isAccepted } from '../offered';
import type { ConversionChange, ConversionLeft } from '../conversion';
import type { ConversionInput } from './engine';
import { confirm } from './registry';

/** Files that are at the same place in every image that has them, and the word for them in the table of what is inside. */
const everywhere: Readonly<Record<string, string>> = {
  '/etc/ssl/certs/ca-certificates.crt': 'ca-certificates', '/etc/ssl/certs': 'ca-certificates', '/usr/share/zoneinfo': 'tzdata',
};

export interface Taken {
  readonly edits: readonly TextEdit[];
  readonly change?: ConversionChange;
  readonly left?: ConversionLeft;
}

/** An image that something is taken out of: another one does only where it certainly has that in the same place. */
export async function convertTaken(use: ImageUse, input: ConversionInput): Promise<Taken> {
  const { engine, context: { policy } } = input;
  const stay = (reason: Message): Taken => ({ edits: [], left: { range: use.range, reference: use.raw, kind: 'failed', reason } });
  const words = wordsFor(use, input);
  if (!words) return stay(message('something is taken out of it by its path, and another image may have it elsewhere'));
  const reference = judgedAs(use.reference as ImageReference, policy);
  const offers = engine.catalog.offers({ reference, today: engine.today, purpose: { for: 'run', linkedStatically: true } }).filter(offer => isAccepted(offer, policy));
  const fitting = offers.filter(offer => offer.kept === 'same' && !offer.isGuess && words.every(word => engine.catalog.inside(offer.reference)?.programs.includes(word)));
  let reason = message('no table has an image that does the same job');
  for (const offer of fitting) {
    const confirmed = await confirm(writtenAs(offer.reference, policy), use, input);
    if ('reason' in confirmed) {
      ({ reason } = confirmed);
      continue;
    }
    const edits = engine.edit(use, confirmed.reference);
    if ('disabled' in edits) return stay(edits.disabled);
    const [edit] = edits;
    const noted = confirmed.note ? { note: confirmed.note } : {};
    return { edits, change: { range: use.site.range, from: spelling(use), to: edit?.newText ?? spelling(use), differences: offer.differences, ...noted } };
  }
  return stay(reason);
}

/** What the tables call the things that are taken; undefined where they do not know them. */
function wordsFor({ role, range }: ImageUse, { document }: ConversionInput): readonly string[] | undefined {
  if (role !== 'stage-copy') return undefined;
  const copy = buildOf(document)?.stages.flatMap(({ instructions }) => instructions).find(each => each.range.start <= range.start && range.end <= each.range.end);
  return copy && sourcesOf(copy);
}

function sourcesOf(instruction: BuildInstruction): readonly string[] | undefined {
  const words: string[] = [];
  for (const path of wordsOf(instruction).slice(0, -1)) {
    const word = everywhere[path.replace(/\/$/, '')];
    if (word === undefined) return undefined;
    words.push(word);
  }
  return words.length > 0 ? words : undefined;
}
