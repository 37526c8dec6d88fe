import type { Lifecycle } from '../../core/lifecycle';
import type { Message } from '../../core/message';
import { baseName } from '../../core/path';
import { respell } from '../../core/reference';
import type { ImagePlace } from '../../formats/format';
import type { Admitted } from '../tagging';
import { proposedImages, writtenName, type Proposal, type Shelf } from './proposals';
import { tagCompletions } from './tag-completion';
import { wantedAt, type Typed } from './wanted';

/** One thing that may stand at a place. */
export interface Completion {
  /** The whole reference as one writes it: what takes the place of what is there. */
  readonly label: string;
  readonly kind: 'stage' | 'image' | 'tag' | 'digest';
  /** The publisher's name; absent for a stage. */
  readonly publisher?: string;
  /** What is so about the tag that somebody should know before writing it. */
  readonly lifecycle?: Lifecycle;
  /** What is to be said of the digest. */
  readonly note?: Message;
  /** What the editor compares with what is typed, where that is not the label: people begin with the name, and not with the host. */
  readonly filter?: string;
}

export interface Completions {
  readonly completions: readonly Completion[];
  /** What is typed next may bring others: the list is not narrowed, but asked for again. */
  readonly isCut: boolean;
}

/** What registries said. */
export interface Answered {
  /** Tags of the image whose tag is typed. */
  readonly tags: readonly string[];
  /** The image whose digest is typed, as it may be written. */
  readonly pinned: Admitted | undefined;
}

/** First images, then the tags of one behind its colon, then the digest that it serves behind an `@`. */
export function completionsAt({ stages }: ImagePlace, typed: Typed, shelf: Shelf, { tags, pinned }: Answered): Completions {
  const wanted = wantedAt(typed);
  if (wanted.part === 'tag') return tagCompletions(wanted, shelf, tags);
  // Whatever digest is typed there: it is this one, or another one than the registry serves.
  if (wanted.part === 'digest') return { completions: pinned ? [digestFor(wanted.tagged, typed.before, pinned)] : [], isCut: true };
  const { before } = typed;
  const images = proposedImages(shelf).map(proposal => imageFor(writtenName(proposal), before, proposal));
  return { completions: [...stages.map(label => ({ label, kind: 'stage' as const })), ...bestFirst(images, before.toLowerCase())], isCut: false };
}

function digestFor(tagged: string, filter: string, { reference, note }: Admitted): Completion {
  return { label: respell(tagged, reference), kind: 'digest', filter, ...(note ? { note } : {}) };
}

function imageFor(label: string, typed: string, proposal: Proposal): Completion {
  const filter = /[./]/.test(typed) || !label.includes('/') ? {} : { filter: `${baseName(label)} ${label}` };
  const { publisher } = proposal;
  return { label, kind: 'image', ...(publisher ? { publisher: publisher.title } : {}), ...filter };
}

/** What begins with what was typed, then what has a name that does. */
function bestFirst(images: readonly Completion[], typed: string): readonly Completion[] {
  const rank = ({ label }: Completion): number => (label.startsWith(typed) ? 0 : baseName(label).startsWith(typed) ? 1 : 2);
  return typed === '' ? images : [...images].sort((a, b) => rank(a) - rank(b));
}
