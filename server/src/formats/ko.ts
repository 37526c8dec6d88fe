import type { Format } from './format';
import { yamlFormat } from './yaml/places/format';

/** What `ko` puts Go programs on. */
export const ko: Format = yamlFormat({
  id: 'ko',
  title: 'ko',
  files: ['.ko.yaml'],
  file: /(?:^|\/)\.ko\.ya?ml$/,
  words: /[bB]aseImage/,
  places: [
    { at: 'defaultBaseImage', role: 'base' },
    { at: 'baseImageOverrides.*', role: 'base' },
  ],
});
