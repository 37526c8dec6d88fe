import { message } from '../../core/message';
import { effectiveProgram } from '../requirements';
import type { Recipe } from './recipe';
import { join, valueOfFlag } from './shape';

const tools: ReadonlySet<string> = new Set(['dotnet']);

/** `dotnet publish -o FOLDER`, and the image starts a DLL that is in there. */
export const dotnet: Recipe = {
  images: ['dotnet'],
  tools,
  plan({ commands, folders, start, workdir, reference }) {
    if (!reference.repository.endsWith('/sdk')) return message('{0} is no image to build in', reference.repository);
    const publish = commands.findLast(command => effectiveProgram(command) === 'dotnet' && command.words.some(({ value }) => value === 'publish'));
    const output = publish && valueOfFlag(publish, '-o', '--output');
    if (output === undefined) return message('no command says where the program is built: dotnet publish -o');
    const folder = join((publish && folders.get(publish)) ?? '/', output);
    const [first, dll = ''] = start;
    const path = join(workdir ?? '/', dll);
    if (first !== 'dotnet' || !dll.endsWith('.dll') || !path.startsWith(`${folder}/`)) return message('{0} is not what the build makes', dll === '' ? (first ?? '') : dll);
    return { base: `${reference.registry}/dotnet/aspnet:${reference.tag ?? 'latest'}`, copies: [folder] };
  },
};
