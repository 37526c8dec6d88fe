import type { Build, SourceText } from '../core/build';

/** Names that ARG and ENV of the file define. */
export function definedVariables({ before, stages }: Build): ReadonlySet<string> {
  const instructions = [...before, ...stages.flatMap(stage => stage.instructions)];
  return new Set(instructions.flatMap(({ keyword, args }) => {
    if (keyword === 'arg') return [firstOf(args, '=')];
    return keyword === 'env' ? namesOfEnv(args) : [];
  }));
}

/** `ENV A=1 B=2`, and `ENV A 1` of old. */
function namesOfEnv(args: SourceText): readonly string[] {
  const pairs = [...args.text.matchAll(/(?:^|\s)([A-Za-z_]\w*)=/g)].map(([, name = '']) => name);
  return pairs.length > 0 ? pairs : [firstOf(args, /\s/)];
}

function firstOf({ text }: SourceText, separator: string | RegExp): string {
  return text.split(separator, 1)[0] ?? '';
}
