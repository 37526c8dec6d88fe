import type { DocumentInfo } from '../core/document';
import { azurePipelines } from './azure-pipelines';
import { bitbucketPipelines } from './bitbucket-pipelines';
import { circleci } from './circleci';
import { cloudBuild } from './cloud-build';
import { compose } from './compose';
import { dockerfile } from './dockerfile';
import type { Format } from './format';
import { githubWorkflow } from './github-workflow';
import { gitlabCi } from './gitlab-ci';
import { just } from './just';
import { kubernetes } from './kubernetes';
import { make } from './make';
import { shell } from './shell';
import { woodpecker } from './woodpecker';

/** Every format, in the order in which they are asked: the first that claims a document reads it. Those that a path tells come first. */
export const formats: readonly Format[] = [
  dockerfile, compose, githubWorkflow, gitlabCi, circleci, azurePipelines, bitbucketPipelines, woodpecker, cloudBuild, shell, make, just, kubernetes,
];

/** The format that reads the document, or undefined when none does. */
export function formatFor(info: DocumentInfo): Format | undefined {
  return formats.find((format) => format.claims(info));
}
