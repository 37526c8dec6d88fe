import type { Format } from './format';
import { yamlFormat } from './yaml/places/format';
import { orCommands, scriptsAt, shellLanguage } from './yaml/places/scripts';

const docker = 'docker://';
/** Steps say what runs them; where some default is another language, only those that do are sure. */
const language = { key: 'shell', is: shellLanguage, defaultsAt: ['defaults.run.shell', 'jobs.*.defaults.run.shell'] };

/** Workflows of GitHub, Gitea and Forgejo, and the actions that they use. */
export const githubWorkflow: Format = yamlFormat({
  id: 'github-workflow',
  title: 'GitHub Actions',
  files: ['.github/workflows/*.yaml', '.gitea/workflows/*.yaml', '.forgejo/workflows/*.yaml', 'action.yaml'],
  file: /(?:^|\/)\.(?:github|gitea|forgejo)\/workflows\/[^/]+\.ya?ml$|(?:^|\/)action\.ya?ml$/i,
  content: /^(?:["']?(?:jobs|runs)["']?[ \t]*:)/m,
  words: orCommands(/container|services|docker:\/\//),
  places: [
    { at: 'jobs.*.container', role: 'container' },
    { at: 'jobs.*.container.image', role: 'container' },
    { at: 'jobs.*.services.*.image', role: 'service' },
    { at: 'jobs.*.steps[].uses', role: 'container', prefix: docker },
    { at: 'runs.image', role: 'container', prefix: docker },
    { at: 'runs.steps[].uses', role: 'container', prefix: docker },
    ...scriptsAt(['jobs.*.steps[].run', 'runs.steps[].run'], { language }),
  ],
});
