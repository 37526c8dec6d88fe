import type { Format } from '../format';
import { yamlFormat } from '../yaml/places/format';
import { orCommands, scriptsAt, shellLanguage } from '../yaml/places/scripts';
import { readArguments } from './arguments';

/** Builds of Google Cloud Build. What stands under `images` is what comes out. */
export const cloudBuild: Format = yamlFormat({
  id: 'cloud-build',
  title: 'Google Cloud Build',
  files: ['cloudbuild*.yaml', 'cloudbuild*.json'],
  file: /(?:^|\/)[^/]*cloudbuild[^/]*\.(?:ya?ml|json)$/i,
  content: /\bsteps["']?[ \t]*:/,
  words: orCommands(/name/),
  places: [
    { at: 'steps[].name', role: 'container' },
    ...scriptsAt(['steps[].script']),
    ...scriptsAt(['steps[].args[]'], { language: { key: 'entrypoint', is: shellLanguage, required: true } }),
  ],
  readMore: readArguments,
});
