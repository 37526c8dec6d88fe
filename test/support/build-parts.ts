import type { BuildInstruction, Stage } from '../../server/src/core/build';
import { readBuildOf } from '../../server/src/formats/dockerfile/build';

export function stagesOf(text: string): readonly Stage[] {
  return readBuildOf(text).stages;
}

/** The one instruction of the line. */
export function instructionOf(line: string): BuildInstruction {
  const [instruction] = stagesOf(`FROM a\n${line}\n`)[0]?.instructions ?? [];
  if (!instruction) throw new Error(`${line} is no instruction`);
  return instruction;
}

/** `RUN make` of each. */
export function linesOf(instructions: readonly (BuildInstruction | undefined)[]): readonly (string | undefined)[] {
  return instructions.map(instruction => instruction && `${instruction.keyword.toUpperCase()} ${instruction.args.text}`.trim());
}
