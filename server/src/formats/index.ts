import type { DocumentInfo } from '../core/document';
import { ansible } from './ansible';
import { azurePipelines } from './azure-pipelines';
import { bake } from './bake';
import { bazel } from './bazel';
import { bitbucketPipelines } from './bitbucket-pipelines';
import { buildkite } from './buildkite';
import { circleci } from './circleci';
import { cloudBuild } from './cloud-build';
import { compose, composeByContent, composeVersion1 } from './compose';
import { devcontainer } from './devcontainer';
import { dockerfile } from './dockerfile';
import { earthfile } from './earthfile';
import type { Format } from './format';
import { githubWorkflow } from './github-workflow';
import { gitlabCi } from './gitlab-ci';
import { helmTemplate } from './helm-template';
import { helmValues } from './helm-values';
import { jenkins } from './jenkins';
import { just } from './just';
import { ko } from './ko';
import { customResource, kubernetes } from './kubernetes';
import { kustomization } from './kustomization';
import { make } from './make';
import { markdown } from './markdown';
import { nomad } from './nomad';
import { quadlet } from './quadlet';
import { shell } from './shell';
import { skaffold } from './skaffold';
import { terraform } from './terraform';
import { tilt } from './tilt';
import { woodpecker } from './woodpecker';

export { collectLocalNames, namesLocalImages } from './local-names';

/**
 * Every format, in the order in which they are asked: the first that claims a document reads it. Those that a path tells come first.
 * One that is known by several things, each with places of its own, has several entries with its id; the first stands for it.
 */
export const formats: readonly Format[] = [
  dockerfile, earthfile, compose, composeVersion1, githubWorkflow, gitlabCi, circleci, azurePipelines, bitbucketPipelines, buildkite, woodpecker,
  cloudBuild, kustomization, skaffold, ko, devcontainer, bake, terraform, nomad, quadlet, bazel, tilt, jenkins, shell, make,
  just, markdown, helmValues, ansible, composeByContent, kubernetes, helmTemplate, customResource,
];

/** The format that reads the document, or undefined when none does. */
export function formatFor(info: DocumentInfo): Format | undefined {
  return formats.find((format) => format.claims(info));
}
