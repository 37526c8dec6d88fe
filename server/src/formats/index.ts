import type { DocumentInfo } from '../core/document';
import { ansible } from './ansible';
import { azurePipelines } from './azure-pipelines';
import { bazel } from './bazel';
import { bitbucketPipelines } from './bitbucket-pipelines';
import { circleci } from './circleci';
import { cloudBuild } from './cloud-build';
import { compose } from './compose';
import { dockerfile } from './dockerfile';
import { earthfile } from './earthfile';
import type { Format } from './format';
import { githubWorkflow } from './github-workflow';
import { gitlabCi } from './gitlab-ci';
import { jenkins } from './jenkins';
import { kubernetes } from './kubernetes';
import { markdown } from './markdown';
import { quadlet } from './quadlet';
import { tilt } from './tilt';
import { woodpecker } from './woodpecker';

/** Every format, in the order in which they are asked: the first that claims a document reads it. Those that a path tells come first. */
export const formats: readonly Format[] = [
  dockerfile, compose, githubWorkflow, gitlabCi, circleci, azurePipelines, bitbucketPipelines, woodpecker, cloudBuild,
  quadlet, jenkins, earthfile, bazel, tilt, markdown, ansible, kubernetes,
];

/** The format that reads the document, or undefined when none does. */
export function formatFor(info: DocumentInfo): Format | undefined {
  return formats.find((format) => format.claims(info));
}
