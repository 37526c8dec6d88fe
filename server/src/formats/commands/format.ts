import { largestParsedDocument, type ReadDocument } from '../../core/document';
import type { ImageUse } from '../../core/image-use';
import type { Message } from '../../core/message';
import type { TextEdit } from '../../core/range';
import { respell, type ImageReference } from '../../core/reference';
import type { Format } from '../format';
import { calledByVariable } from './program-names';

/** A cheap look before anything is read: the programs that take images, where something follows them. */
export const commandWords =
  /(?<![\w.-])(?:docker|podman|nerdctl|kubectl|trivy|grype|syft|g?crane|skopeo|cosign|notation|buildah|apptainer|singularity|crictl|k3d[ \t]+cluster|kind[ \t]+create|oc[ \t]+(?:run|create|set|debug|-)|ctr[ \t]+\S|dive)["']?(?:[ \t]|\\?\r?\n)/;

/** The same, and programs that are called by variables. */
export const wordsOfCommands = new RegExp(`${commandWords.source}|${calledByVariable}`);

interface CommandFormat extends Pick<Format, 'id' | 'title' | 'files' | 'claims' | 'commentsAtMargin'> {
  /** Of the path, with `/`. */
  readonly file: RegExp;
  /** What one of its documents holds at least where it names an image. */
  readonly words: RegExp;
  readonly read: (format: string, text: string) => ReadDocument;
  readonly commentPlace: Format['commentPlace'];
}

/** A format of commands. Its reader is loaded when the first document is read that may name an image. */
export function commandFormat({ file, words, read, ...format }: CommandFormat): Format {
  const { id } = format;
  return {
    ...format,
    mayClaim: path => file.test(path),
    read: text => {
      if (text.length > largestParsedDocument) return { format: id, text, uses: [], comments: [], limited: 'too-large' };
      return words.test(text) ? read(id, text) : { format: id, text, uses: [], comments: [] };
    },
    readStart: () => undefined,
    edit: editWord,
  };
}

/** The edit that makes `use` name `reference`: no sign of a reference means anything to a shell, but for the brackets of an address. */
function editWord({ site, fixDisabled }: ImageUse, reference: ImageReference): readonly TextEdit[] | { readonly disabled: Message } {
  if (fixDisabled) return { disabled: fixDisabled };
  return [{ range: site.range, newText: respell(site.raw, reference) }];
}
