import { stagesOn, type Build, type BuildInstruction } from '../core/build';
import { valueOf } from '../core/fact';
import type { Facts } from '../core/facts';
import type { Finding } from '../core/finding';
import type { ImageUse } from '../core/image-use';
import { message } from '../core/message';
import { startsWhatItIsGiven } from '../rules/fit/programs';
import { startOf, type Start } from '../rules/fit/start';
import { shippedStages } from '../rules/surroundings';
import { execFormEdit, instructionAt } from '../conversion/exec-form';
import type { Fix } from './image-service';

interface ExecFormInput {
  readonly use: ImageUse;
  readonly facts: Facts;
  /** Of the use, by shell-missing. */
  readonly findings: readonly Finding[];
  readonly build: Build;
}

/** Of every instruction that the image lacks a shell for, and that means the same without one. */
export function execFormFixes({ use, facts, findings, build }: ExecFormInput): Fix[] {
  const starts = findings.flatMap(({ range, related }) => [range.start, ...related.map(place => place.range.start)]);
  const start = startOf(shippedStages(use.stage ? stagesOn(build, use.stage.index) : []));
  return starts.flatMap(at => {
    const instruction = instructionAt(build, at);
    if (!instruction || !execFormEdit(instruction) || !meansTheSame(instruction, start, facts)) return [];
    return [{ kind: 'exec-form', title: message('Write {0} in the exec form', instruction.keyword.toUpperCase()), rules: ['shell-missing'], use, at, preferred: false }];
  });
}

/** In the shell form an ENTRYPOINT ignores CMD; in the exec form the words of a CMD become arguments of the image's ENTRYPOINT. */
function meansTheSame({ keyword }: BuildInstruction, { entrypoint, cmd }: Start, facts: Facts): boolean {
  if (keyword === 'entrypoint') return cmd === undefined;
  const taking = valueOf(facts.contents)?.entrypoint ?? '';
  return keyword !== 'cmd' || entrypoint !== undefined || taking === '' || startsWhatItIsGiven(taking.split(' '));
}
