import type { Format } from './format';
import { yamlFormat } from './yaml/places/format';
import { orCommands, scriptsAt, shellLanguage } from './yaml/places/scripts';

const docker = 'docker://';
/** Steps say what runs them; where some default is another language, only those that do are sure. */
const language = { key: 'shell', is: shellLanguage, defaultsAt: ['defaults.run.shell', 'jobs.*.defaults.run.shell'] };

/** What follows a scheme is the image; a job's container may be written with it and without. */
const withScheme = (at: string, role: 'container' | 'service') => [
  { at, role, prefix: docker },
  { at, role, not: /^docker:\/\// },
] as const;

/** Workflows wherever they lie: templates of an organisation, examples. */
const triggers = /^(?:on|"on"|'on')[ \t]*:/m;
const works = /^[ \t]+runs-on[ \t]*:/m;

/** Workflows of GitHub, Gitea and Forgejo, and the actions that they use. */
export const githubWorkflow: Format = yamlFormat({
  id: 'github-workflow',
  title: 'GitHub Actions',
  files: ['.github/workflows/*.yaml', '.gitea/workflows/*.yaml', '.forgejo/workflows/*.yaml', 'action.yaml'],
  file: /(?:^|\/)\.(?:github|gitea|forgejo)\/workflows\/[^/]+\.ya?ml$|(?:^|\/)action\.ya?ml$/i,
  content: /^(?:["']?(?:jobs|runs)["']?[ \t]*:)/m,
  elsewhere: text => text.includes('\njobs:') && triggers.test(text) && works.test(text),
  words: orCommands(/container|services|docker:\/\//),
  places: [
    ...withScheme('jobs.*.container', 'container'),
    ...withScheme('jobs.*.container.image', 'container'),
    ...withScheme('jobs.*.services.*.image', 'service'),
    { at: 'jobs.*.steps[].uses', role: 'container', prefix: docker },
    { at: 'runs.image', role: 'container', prefix: docker },
    { at: 'runs.steps[].uses', role: 'container', prefix: docker },
    ...scriptsAt(['jobs.*.steps[].run', 'runs.steps[].run'], { language }),
  ],
});
