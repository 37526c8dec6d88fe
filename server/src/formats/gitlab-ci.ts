import type { Format } from './format';
import { yamlFormat } from './yaml/places/format';

/** Keys at the top that are no jobs. */
const except = new Set(['variables', 'include', 'workflow', 'stages', 'spec', 'image', 'services', 'cache']);

/** Pipelines of GitLab: of all jobs, of one job, hidden ones too. */
export const gitlabCi: Format = yamlFormat({
  id: 'gitlab-ci',
  title: 'GitLab CI',
  files: ['.gitlab-ci*.yml', '*.gitlab-ci.yml', '.gitlab/**'],
  file: /(?:^|\/)(?:[^/]*\.gitlab-ci[^/]*|\.gitlab\/(?:.+\/)?[^/]+)\.ya?ml$/i,
  words: /image|services/,
  places: [
    { at: 'image', role: 'container' },
    { at: 'image.name', role: 'container' },
    { at: 'services[]', role: 'service' },
    { at: 'services[].name', role: 'service' },
    { at: '*.image', role: 'container', except },
    { at: '*.image.name', role: 'container', except },
    { at: '*.services[]', role: 'service', except },
    { at: '*.services[].name', role: 'service', except },
  ],
});
