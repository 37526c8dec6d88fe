import { message } from '../../core/message';
import { familiarReference, withDigest } from '../../core/reference';
import { effectiveProgram } from '../requirements';
import type { Recipe } from './recipe';
import { join, valueOfFlag } from './shape';

const tools: ReadonlySet<string> = new Set(['go', 'gofmt', 'golint', 'staticcheck', 'golangci-lint', 'upx', 'strip']);

/** `go build -o PROGRAM`, and the image starts that. */
export const go: Recipe = {
  images: ['golang'],
  tools,
  plan({ commands, folders, start, workdir, reference, stage }) {
    const builds = commands.filter(command => effectiveProgram(command) === 'go' && command.words.some(({ value }) => value === 'build'));
    const outputs = builds.flatMap(command => {
      const output = valueOfFlag(command, '-o');
      return output === undefined ? [] : [join(folders.get(command) ?? '/', output)];
    });
    if (outputs.length === 0) return message('no command says where the program is built: go build -o');
    const program = join(workdir ?? '/go', start[0] ?? '');
    const made = outputs.find(output => output === program);
    if (made === undefined) return message('{0} is not what the build makes', start[0] ?? '');
    // On Alpine it is linked against musl, or statically, as the packages decide that it imports.
    const saysSo = stage.instructions.some(({ args }) => /\bCGO_ENABLED(?:=|\s+)["']?0\b/.test(args.text));
    if (reference.tag?.includes('alpine') === true && !saysSo) return message('nothing says that it is linked statically: CGO_ENABLED=0');
    return { alone: true, base: familiarReference(withDigest(reference, undefined)), copies: [made] };
  },
};
