import type { ImageUse } from '../core/image-use';
import type { Range } from '../core/range';
import { readLineComments, lineCommentPlace } from './code/comments';
import { documentOf } from './code/document';
import { createPlaceByReading } from './code/place-by-reading';
import { useOfText } from './code/text-use';
import type { Format } from './format';
import { editScalar } from './yaml/use';

const id = 'quadlet';
/** Units, and the drop-ins beside them. */
const file = /\.(?:container|image|volume)(?:\.d\/[^/]+\.conf)?$/i;
const content = /^[ \t]*\[(?:Container|Image|Volume)\]/m;
const opening = /^\uFEFF?[ \t]*([#;])/;
const docker = 'docker://';
/** Where podman finds an image otherwise than in a registry. */
const otherTransport = /^(?:containers-storage|dir|docker-archive|docker-daemon|oci|oci-archive|sif|tarball):/;
/** `Image=` may name the unit that pulls or builds the image. */
const unit = /\.(?:image|build)$/;

/** What a section says: `Image=` of a volume is one only where its driver is `image`. */
interface Section {
  readonly name: string;
  readonly uses: ImageUse[];
  driver: string;
}

/** Units from which Podman's Quadlet makes services. */
export const quadlet: Format = {
  id,
  title: 'Podman Quadlet',
  files: ['*.container', '*.image', '*.volume'],
  mayClaim: path => file.test(path),
  claims: ({ path, text }) => file.test(path) && content.test(text),
  read: text => documentOf(id, text, readUnit),
  readStart: () => undefined,
  edit: editScalar,
  commentPlace: (text, offset) => lineCommentPlace(text, offset, readLines(text).wholes),
  imagePlace: createPlaceByReading(new RegExp(`^[ \\t]*Image[ \\t]*=[ \\t]*(?:${docker})?$`), text => readUnit(text).uses),
};

function readUnit(text: string) {
  const { lines, wholes } = readLines(text);
  const uses: ImageUse[] = [];
  let section: Section = { name: '', uses: [], driver: '' };
  const close = (): void => {
    if (section.name !== 'Volume' || section.driver === 'image') uses.push(...section.uses);
  };
  for (const { start, end } of lines) {
    const line = text.slice(start, end);
    const [, name] = /^[ \t]*\[([^\]\r\n]*)\]/.exec(line) ?? [];
    if (name !== undefined) {
      close();
      section = { name, uses: [], driver: '' };
    }
    const [whole, key = '', value = ''] = /^\s*(\w+)[ \t]*=\s*([^]*?)\s*$/.exec(line) ?? [];
    if (whole === undefined) continue;
    const at = start + line.indexOf(value, line.indexOf('=') + 1);
    if (key === 'Driver') section.driver = value;
    else if (key === 'Image') section.uses.push(...imageIn(text, { ...unquoted({ start: at, value }), section: section.name }));
    else if (key === 'Mount' && section.name === 'Container') section.uses.push(...mountIn(text, { start: at, value }));
  }
  close();
  return { uses, comments: () => readLineComments(text, { opening, wholes }) };
}

interface Value {
  readonly start: number;
  readonly value: string;
}

/** Quotes around all of a value are none of it. */
function unquoted({ start, value }: Value): Value {
  return /^".*"$/s.test(value) ? { start: start + 1, value: value.slice(1, -1) } : { start, value };
}

/** `type=image,source=REFERENCE,destination=/path`: what an image holds, seen in the container. */
function mountIn(text: string, { start, value }: Value): ImageUse[] {
  if (!/(?:^|,)type=image(?:,|$)/.test(value)) return [];
  const source = /(?<=^|,)(?:source|src)=(?=([^,]*))/.exec(value);
  return source ? imageIn(text, { start: start + source.index + source[0].length, value: source[1] ?? '', section: 'Volume' }) : [];
}

function imageIn(text: string, { start, value, section }: Value & { readonly section: string }): ImageUse[] {
  if (value === '' || /\s/.test(value) || !/^(?:Container|Image|Volume)$/.test(section)) return [];
  const from = value.startsWith(docker) ? docker.length : 0;
  if (unit.test(value) || otherTransport.test(value)) return [];
  return [useOfText(text, { start: start + from, end: start + value.length }, { format: id, role: section === 'Volume' ? 'volume' : 'container' })];
}

/** The lines that are no comments; `\` at the end of one joins it with the next that is none. */
function readLines(text: string): { readonly lines: readonly Range[]; readonly wholes: readonly Range[] } {
  const lines: Range[] = [];
  const wholes: Range[] = [];
  let open: number | undefined;
  for (let start = text.startsWith('\uFEFF') ? 1 : 0; start < text.length; ) {
    const feed = text.indexOf('\n', start);
    const end = feed < 0 ? text.length : feed;
    const line = text.slice(start, end).trimEnd();
    const isComment = opening.test(line);
    if (!isComment && line.endsWith('\\')) open ??= start;
    else if (!isComment) {
      lines.push({ start: open ?? start, end });
      if (open !== undefined) wholes.push({ start: open, end });
      open = undefined;
    }
    start = end + 1;
  }
  if (open !== undefined) wholes.push({ start: open, end: text.length });
  return { lines, wholes };
}
