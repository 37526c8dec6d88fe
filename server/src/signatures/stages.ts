import { layouts, type Layout } from './discovery/layouts';
import type { SubjectManifest } from './discovery/candidate';
import type { Question } from './discovery/discovery';
import type { Subjects } from './subjects';
import type { VerificationRequest } from './verifier';

/** Layouts that are looked at together. */
export interface Stage extends Pick<Question, 'subject' | 'listed'> {
  readonly layouts: readonly Layout[];
}

/**
 * In which order a place is searched: where those sign who are accepted, where anybody signs, one hop away, and at last the
 * platform's own manifest, which is not the image. A verdict needs at most six requests, the first one included.
 */
export function stagesOf({ image, runnable, listed, hints }: Subjects, { signers, depth = 'verdict' }: VerificationRequest): readonly Stage[] {
  const wanted = layouts.filter(({ attestsOnly }) => depth === 'everything' || attestsOnly === undefined);
  const direct = wanted.filter(({ signs }) => signs === 'directly');
  const hops = wanted.filter(({ signs }) => signs === 'hop');
  const named: readonly (string | undefined)[] = signers.length > 0 ? signers.map((signer) => ('layout' in signer ? signer.layout : undefined)) : hints;
  const isFirst = ({ id }: Layout): boolean => named.includes(id);
  const stages = [
    ...oneStage(hops.filter(isFirst), runnable),
    ...oneStage(direct, image),
    ...oneStage(hops.filter((each) => !isFirst(each)), runnable),
    ...(image.kind === 'index' ? oneStage(ofPlatform(direct), runnable) : []),
  ];
  return stages.filter((stage) => stage.layouts.length > 0);

  function oneStage(some: readonly Layout[], subject: SubjectManifest | undefined): Stage[] {
    return subject === undefined ? [] : [{ layouts: some, subject, listed: subject === runnable ? listed : [] }];
  }

  /** What changes no verdict is left out where the requests are used up. */
  function ofPlatform(some: readonly Layout[]): readonly Layout[] {
    return depth === 'everything' || listed.length === 0 ? some : some.filter(({ id }) => id !== 'cosign-signature-tag');
  }
}
