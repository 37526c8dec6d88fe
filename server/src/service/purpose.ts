import { stagesOn, type Build, type BuildInstruction, type Stage } from '../core/build';
import { buildOf, type ReadDocument } from '../core/document';
import { runningRoles, type ImageUse } from '../core/image-use';
import type { Purpose } from '../core/purpose';

/** What an image is wanted for where it stands; undefined when the document does not tell. */
export function purposeOf(use: ImageUse, document: ReadDocument): Purpose | undefined {
  if (runningRoles.has(use.role)) return { for: 'run' };
  const build = use.role === 'base' ? buildOf(document) : undefined;
  return build && use.stage ? purposeOfStage(build, use.stage.index) : undefined;
}

/** Of the stage that is built on the image, and of those that are built on that one. */
function purposeOfStage(build: Build, index: number): Purpose {
  const stages = stagesOn(build, index);
  const shipped = stages.some(({ final }) => final);
  const runsCommands = stages.some(({ instructions }) => instructions.some(({ keyword }) => keyword === 'run'));
  return { for: shipped ? 'run' : 'build', runsCommands, linkedStatically: linksStatically(build) };
}

/** Go without cgo, and targets with musl, which are linked statically by default. */
const staticLinking = /\bCGO_ENABLED(?:=|\s+)["']?0\b|\b(?:x86_64|aarch64|armv7|i686)-unknown-linux-musl/;

/** All instructions have a say, and each alternative of each use asks. */
const linked = new WeakMap<Build, boolean>();

export function linksStatically(build: Build): boolean {
  let answer = linked.get(build);
  if (answer === undefined) {
    answer = build.stages.some(stage => !isShippedAlone(stage, build) && stage.instructions.some(saysSo));
    linked.set(build, answer);
  }
  return answer;
}

/** The only stage of a build is no place from which programs are copied. */
function isShippedAlone({ final }: Stage, { stages }: Build): boolean {
  return final && stages.length > 1;
}

function saysSo({ keyword, args }: BuildInstruction): boolean {
  return (keyword === 'run' || keyword === 'env' || keyword === 'arg') && staticLinking.test(args.text);
}
