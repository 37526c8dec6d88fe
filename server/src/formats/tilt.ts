import { bareSurroundings, type ReadDocument, type Surroundings } from '../core/document';
import type { ImageUse } from '../core/image-use';
import { readLineComments, lineCommentPlace } from './code/comments';
import { documentOf } from './code/document';
import { walkGroups } from './code/groups';
import { scan, starlark } from './code/scan';
import { stretchesOf } from './code/strings';
import { usesOfEmbedded } from './code/text-use';
import type { Format } from './format';
import { editScalar } from './yaml/use';

const id = 'tilt';
const file = /(?:^|\/)Tiltfile$|\.tiltfile$/i;
const opening = /^\uFEFF?[ \t]*(#)/;

/** Texts of other kinds, by the function that takes them: as the argument of a name, or at a place. What `docker_build` is named is an output. */
const places: readonly { readonly call: string; readonly name: string; readonly at?: number; readonly format: string }[] = [
  { call: 'docker_build', name: 'dockerfile_contents', format: 'dockerfile' },
  { call: 'docker_build_with_restart', name: 'dockerfile_contents', format: 'dockerfile' },
  { call: 'blob', name: 'contents', at: 0, format: 'kubernetes' },
  { call: 'local', name: 'command', at: 0, format: 'shell' },
  { call: 'local_resource', name: 'cmd', at: 1, format: 'shell' },
  { call: 'local_resource', name: 'serve_cmd', format: 'shell' },
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
    walkGroups(text, tokens, {
      group({ sign, name, segments }) {
        if (sign !== '(') return;
        for (const { call, name: wanted, at, format } of places) {
          if (call !== name) continue;
          const found = segments.find(({ key }) => key === wanted) ?? (at === undefined || segments[at]?.key !== undefined ? undefined : segments[at]);
          const quoted = found?.text?.quoted;
          if (quoted) uses.push(...usesOfEmbedded(text, stretchesOf(text, quoted), { format, around }));
        }
      },
    });
    return { uses: uses.sort((a, b) => a.range.start - b.range.start), limited, comments: () => readLineComments(text, { opening, wholes }) };
  });
}
