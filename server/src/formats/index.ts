import type { DocumentInfo } from '../core/document';
import { azurePipelines } from './azure-pipelines';
import { bitbucketPipelines } from './bitbucket-pipelines';
import { buildkite } from './buildkite';
import { circleci } from './circleci';
import { cloudBuild } from './cloud-build';
import { compose } from './compose';
import { devcontainer } from './devcontainer';
import { dockerfile } from './dockerfile';
import type { Format } from './format';
import { githubWorkflow } from './github-workflow';
import { gitlabCi } from './gitlab-ci';
import { ko } from './ko';
import { kubernetes } from './kubernetes';
import { kustomization } from './kustomization';
import { skaffold } from './skaffold';
import { woodpecker } from './woodpecker';

/** Every format, in the order in which they are asked: the first that claims a document reads it. Those that a path tells come first. */
export const formats: readonly Format[] = [
  dockerfile, compose, githubWorkflow, gitlabCi, circleci, azurePipelines, bitbucketPipelines, woodpecker, cloudBuild, buildkite,
  skaffold, ko, kustomization, devcontainer, kubernetes,
];

/** The format that reads the document, or undefined when none does. */
export function formatFor(info: DocumentInfo): Format | undefined {
  return formats.find((format) => format.claims(info));
}
