import type { Format } from '../format';
import { readLineComments, lineCommentPlace } from '../code/comments';
import { documentOf } from '../code/document';
import { walkGroups, type Segment } from '../code/groups';
import { createPlaceByReading } from '../code/place-by-reading';
import { scan, starlark } from '../code/scan';
import { editSplit } from '../split';
import { editScalar } from '../yaml/use';
import { formatId, useOfPull } from './pull';

const file = /(?:^|\/)(?:MODULE\.bazel|WORKSPACE(?:\.bazel|\.bzlmod)?|[^/]+\.(?:MODULE\.bazel|bzl))$/;
const content = /pull\s*\(/;
const opening = /^\uFEFF?[ \t]*(#)/;
/** `oci.pull` of a module extension, whatever the module calls it, and the rules of older files. */
const pull = /(?:^|[._])pull$/;

/** Where Bazel pulls images: rules_oci, rules_img and rules_docker. */
export const bazel: Format = {
  id: formatId,
  title: 'Bazel',
  files: ['MODULE.bazel', 'WORKSPACE', '*.bzl'],
  mayClaim: path => file.test(path),
  claims: ({ path, text }) => file.test(path) && content.test(text),
  read: text => documentOf(formatId, text, readPulls),
  readStart: () => undefined,
  edit: (use, reference) => (use.split ? editSplit(use, reference) : editScalar(use, reference)),
  commentPlace: (text, offset) => lineCommentPlace(text, offset, scan(text, starlark).wholes),
  imagePlace: createPlaceByReading(/(?:^|[\s,(])image[ \t]*=[ \t]*["']$/, text => readPulls(text).uses),
};

function readPulls(text: string) {
  const { tokens, wholes, limited } = scan(text, starlark);
  const constants = constantsOf(text, tokens);
  const found: ReturnType<typeof useOfPull>[] = [];
  walkGroups(text, tokens, {
    group: ({ sign, name, segments }) => {
      if (sign === '(' && pull.test(name)) found.push(useOfPull(text, segments, constants));
    },
  });
  const uses = found.filter(use => use !== undefined).sort((a, b) => a.range.start - b.range.start);
  return { uses, limited, comments: () => readLineComments(text, { opening, wholes }) };
}

/** Texts that have a name of their own, given once: `_DIGEST = "sha256:…"`. */
function constantsOf(text: string, tokens: Parameters<typeof walkGroups>[1]): ReadonlyMap<string, string> {
  const constants = new Map<string, string | undefined>();
  const take = ({ key, text: value }: Segment): void => {
    if (key === undefined) return;
    const { plain = false, innerStart = 0, innerEnd = 0 } = value?.quoted ?? {};
    constants.set(key, plain && !constants.has(key) ? text.slice(innerStart, innerEnd) : undefined);
  };
  walkGroups(text, tokens, { segment: (segment, { sign }) => (sign === '' ? take(segment) : undefined) });
  return new Map([...constants].flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const])));
}
