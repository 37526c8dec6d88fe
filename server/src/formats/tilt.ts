import { bareSurroundings, type ReadDocument, type Surroundings } from '../core/document';
import type { ImageUse } from '../core/image-use';
import { readLineComments, lineCommentPlace } from './code/comments';
import { documentOf } from './code/document';
import { walkGroups, type Segment } from './code/groups';
import { scan, starlark } from './code/scan';
import { stretchesOf, type QuotedText } from './code/strings';
import { useOfText, usesOfEmbedded } from './code/text-use';
import type { Format } from './format';
import { editScalar } from './yaml/use';

const id = 'tilt';
const file = /(?:^|\/)Tiltfile$|\.tiltfile$/i;
const opening = /^\uFEFF?[ \t]*(#)/;

/** What a text is by the function that takes it, as the argument of a name or at a place. What `docker_build` is named is an output. */
const places: readonly { readonly call: string; readonly name: string; readonly at?: number; readonly format: string }[] = [
  { call: 'docker_build', name: 'dockerfile_contents', format: 'dockerfile' },
  { call: 'docker_build_with_restart', name: 'dockerfile_contents', format: 'dockerfile' },
  { call: 'blob', name: 'contents', at: 0, format: 'kubernetes' },
  { call: 'local', name: 'command', at: 0, format: 'shell' },
  { call: 'local_resource', name: 'cmd', at: 1, format: 'shell' },
  { call: 'local_resource', name: 'serve_cmd', format: 'shell' },
  // Of the extension `deployment`.
  { call: 'deployment_create', name: 'image', at: 1, format: id },
  { call: 'job_create', name: 'image', at: 1, format: id },
];

/** Tiltfiles name images only in the texts that they hand on. */
export const tilt: Format = {
  id,
  title: 'Tilt',
  files: ['Tiltfile', '*.tiltfile'],
  mayClaim: path => file.test(path),
  claims: ({ path }) => file.test(path),
  read,
  readStart: () => undefined,
  edit: editScalar,
  commentPlace: (text, offset) => lineCommentPlace(text, offset, scan(text, starlark).wholes),
};

function read(text: string, around: Surroundings = bareSurroundings): ReadDocument {
  return documentOf(id, text, () => {
    const { tokens, wholes, limited } = scan(text, starlark);
    const uses: ImageUse[] = [];
    const take = (format: string, quoted: QuotedText | undefined): void => {
      if (quoted && format !== id) uses.push(...usesOfEmbedded(text, stretchesOf(text, quoted), { format, around }));
      else if (quoted?.plain) uses.push(useOfText(text, { start: quoted.innerStart, end: quoted.innerEnd }, { format: id, role: 'container' }));
    };
    walkGroups(text, tokens, {
      segment({ key = '', text: value }) {
        if (!value?.quoted?.triple || key === 'dockerfile_contents' || !/dockerfile/i.test(key)) return;
        // A part of one: its other stages stand elsewhere.
        uses.push(...usesOfEmbedded(text, stretchesOf(text, value.quoted), { format: 'dockerfile', around }).filter(({ role }) => role === 'base'));
      },
      group({ sign, name, segments }) {
        for (const { call, name: wanted, at, format } of sign === '(' ? places : []) {
          if (call !== name) continue;
          const found = segments.find(({ key }) => key === wanted) ?? (at === undefined || segments[at]?.key !== undefined ? undefined : segments[at]);
          take(format, found && givenText(text, found));
        }
      },
    });
    return { uses: uses.sort((a, b) => a.range.start - b.range.start), limited, comments: () => readLineComments(text, { opening, wholes }) };
  });
}

/** The text of an argument, also one with holes: `'docker pull {}'.format(x)`, `'docker pull %s' % x`. */
function givenText(text: string, { key, tokens }: Segment): QuotedText | undefined {
  const [value, next] = tokens.slice(key === undefined ? 0 : 2);
  return !next || '.%'.includes(text[next.start] as string) ? value?.quoted : undefined;
}
