/** What is no image in a chart, and where a digest would break it. */
const values = 'test/formats/helm-values.test.ts';
const evidence = 'test/formats/helm-evidence.test.ts';

export const charts = [
  {
    id: 'chart-look-alike',
    file: 'server/src/formats/helm-values/mapping.ts',
    text: "if (!hasText(field) || !mayBeImage(field.text.value)) return undefined;",
    replacement: 'if (!hasText(field)) return undefined;',
    test: values,
    name: 'Values of charts > do not say so where something only looks like one',
    why: 'Logos, machine images and addresses stand under `image` too.',
  },
  {
    id: 'chart-tag-elsewhere',
    file: 'server/src/formats/helm-values/writing.ts',
    text: 'const place = use.elsewhere ?? use.glued ?? use.startsAt;',
    replacement: 'const place = use.glued ?? use.startsAt;',
    test: values,
    name: 'A digest is written > nowhere where the tag is used otherwise, and says in which line',
    why: 'A label may hold no `@`, and a comparison of versions fails.',
  },
  {
    id: 'chart-tag-of-another-image',
    file: 'server/src/formats/helm-values/templates/evidence.ts',
    text: "return [name && (position === 'tag' || position === 'digest') && !isNamed(form.slice(0, index), name) ? 'glued' : position];",
    replacement: 'return [position];',
    test: values,
    name: 'A digest is written > not behind the tag where that is the tag of another image too',
    why: 'The digest of one image is none of another that has the same tag.',
  },
  {
    id: 'chart-unknown-helper',
    file: 'server/src/formats/helm-values/templates/include.ts',
    text: 'if (!isFile) usedElsewhere(given, at);',
    replacement: '',
    test: evidence,
    name: 'A tag is used otherwise > by a helper that is not there',
    why: 'A helper of another chart may do anything with what it is given.',
  },
  {
    id: 'chart-shared-fields',
    file: 'server/src/formats/helm-values/mapping.ts',
    text: 'if (fields.some(field => field.shared)) return shared;',
    replacement: '',
    test: values,
    name: 'A digest is written > nowhere where other images have the fields too',
    why: 'The digest of one image would be written for another.',
  },
];
