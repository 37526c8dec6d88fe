import { baseName } from '../../core/path';
import type { ImagePlace } from '../../formats/format';
import { proposedImages, proposedTags, writtenName, type Proposal, type Shelf } from './proposals';

/** One thing that may stand at a place. */
export interface Completion {
  /** The whole reference as one writes it: what takes the place of what is there. */
  readonly label: string;
  readonly kind: 'stage' | 'image' | 'tag';
  /** The publisher's name; absent for a stage. */
  readonly publisher?: string;
  /** What the editor compares with what is typed, where that is not the label: people begin with the name, and not with the host. */
  readonly filter?: string;
}

/** First images, then the tags of one behind its colon: complete lists, which the editor narrows while somebody types. */
export function completionsAt({ stages }: ImagePlace, typed: string, shelf: Shelf): readonly Completion[] {
  if (typed.includes('@')) return [];
  const colon = typed.lastIndexOf(':');
  if (colon > typed.lastIndexOf('/')) return tagsOf(typed.slice(0, colon), shelf);
  const images = proposedImages(shelf).map(proposal => imageFor(writtenName(proposal), typed, proposal));
  return [...stages.map(label => ({ label, kind: 'stage' as const })), ...bestFirst(images, typed.toLowerCase())];
}

function imageFor(label: string, typed: string, proposal: Proposal): Completion {
  const filter = /[./]/.test(typed) || !label.includes('/') ? {} : { filter: `${baseName(label)} ${label}` };
  return { label, kind: 'image', ...titleOf(proposal), ...filter };
}

function tagsOf(name: string, shelf: Shelf): readonly Completion[] {
  return proposedTags(name, shelf).map(proposal => ({ label: `${name}:${proposal.reference.tag}`, kind: 'tag', ...titleOf(proposal) }));
}

function titleOf({ publisher }: Proposal): { readonly publisher?: string } {
  return publisher ? { publisher: publisher.title } : {};
}

/** What begins with what was typed, then what has a name that does. */
function bestFirst(images: readonly Completion[], typed: string): readonly Completion[] {
  const rank = ({ label }: Completion): number => (label.startsWith(typed) ? 0 : baseName(label).startsWith(typed) ? 1 : 2);
  return typed === '' ? images : [...images].sort((a, b) => rank(a) - rank(b));
}
