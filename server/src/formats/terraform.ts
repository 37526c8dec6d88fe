import type { ImageRole } from '../core/image-use';
import type { Format } from './format';
import { variablesAndLocals } from './hcl/constants';
import { hclFormat } from './hcl/format';
import { imagesOfSets } from './hcl/helm-sets';
import type { HclPlace } from './hcl/places';

/** The resources that run or fetch images. Whatever else has an `image` means a disk or a machine by it. */
const resources: readonly (readonly [type: string, at: string, role?: ImageRole])[] = [
  ['docker_container', 'image'],
  ['docker_buildx_builder', 'docker_container.image'],
  ['docker_buildx_builder', 'kubernetes.image'],
  ['docker_service', 'task_spec.container_spec.image', 'service'],
  ['kubernetes_*', '**.container.image'],
  ['kubernetes_*', '**.init_container.image', 'init'],
  ['kubernetes_manifest', 'manifest.**.containers.image'],
  ['kubernetes_manifest', 'manifest.**.initContainers.image', 'init'],
  ['kubernetes_manifest', 'manifest.**.ephemeralContainers.image', 'ephemeral'],
  ['google_cloud_run_service', '**.containers.image'],
  ['google_cloud_run_v2_*', '**.containers.image'],
  ['aws_ecs_task_definition', 'container_definitions.json().image'],
  ['aws_batch_job_definition', 'container_properties.json().image'],
  ['aws_sagemaker_model', 'primary_container.image'],
  ['aws_sagemaker_model', 'container.image'],
  ['aws_sagemaker_*', '**.image_uri'],
  ['aws_lambda_function', 'image_uri'],
  ['aws_apprunner_service', 'source_configuration.image_repository.image_identifier'],
  ['aws_lightsail_container_service_deployment_version', 'container.image'],
  ['azurerm_container_group', 'container.image'],
  ['azurerm_container_group', 'init_container.image', 'init'],
  ['azurerm_container_app*', 'template.container.image'],
  ['azurerm_container_app*', 'template.init_container.image', 'init'],
];

/** What begins with the name of a registry is no disk. */
const withRegistry = /^(?=[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,10}(?::\d{1,5})?\/)(?!www\.|.*\.(?:png|svg|jpe?g|img|iso|qcow2|raw|gz|xz|zip)$)/;
/** Images that CodeBuild has at hand, by names that no registry knows. */
const notOwn = /^(?!aws\/codebuild\/)/;

const places: readonly HclPlace[] = [
  // With `build` the name is what comes out.
  { at: 'resource.docker_image.*.name', role: 'container', without: 'build' },
  { at: 'data.docker_image.*.name', role: 'value' },
  { at: 'data.docker_registry_image.*.name', role: 'value' },
  ...['linux', 'windows'].map((system): HclPlace => ({ at: `resource.azurerm_${system}_web_app*.*.site_config.application_stack.docker_image_name`, role: 'container', address: 'docker_registry_url' })),
  { at: 'resource.aws_codebuild_project.*.environment.image', role: 'value', prefix: notOwn },
  { at: 'resource.google_cloudbuild_trigger.*.build.step.name', role: 'value' },
  // Documents of others.
  { at: 'resource.kubectl_manifest.*.yaml_body', role: 'container', embeds: 'kubernetes' },
  { at: 'resource.kubernetes_manifest.*.manifest', role: 'container', embeds: 'kubernetes' },
  { at: 'resource.nomad_job.*.jobspec', role: 'container', embeds: 'nomad' },
  { at: 'resource.helm_release.*.values', role: 'container', embeds: 'helm-values' },
  // What modules take is theirs to name; of these everybody knows what they mean.
  ...['**.container_image', '**.container.image', '**.container_definition.**.image', '**.container_definitions.**.image'].map((at): HclPlace => ({ at: `module.*.${at}`, role: 'container', onlyKnown: true })),
  ...['**.image', '**.docker_image'].map((at): HclPlace => ({ at: `module.*.${at}`, role: 'container', prefix: withRegistry, onlyKnown: true })),
  ...resources.map(([type, at, role = 'container']): HclPlace => ({ at: `resource.${type}.*.${at}`, role })),
];

/** Any other name is a resource, a module or a block's own iterator, and the image is found there. */
const own = /^(?:var|local|each)\./;

/** Configurations of Terraform and OpenTofu, in HCL or JSON. */
export const terraform: Format = hclFormat({
  id: 'terraform',
  title: 'Terraform, OpenTofu',
  files: ['*.tf', '*.tofu', '*.tf.json', '*.tofu.json'],
  file: /\.(?:tf|tofu)(?:\.json)?$/i,
  languages: new Set(['terraform', 'opentofu']),
  words: /docker_|kubernetes_|kubectl_manifest|helm_release|nomad_job|cloud_run|cloudbuild|codebuild|sagemaker|container|image_|image"?[ \t]*[=:][ \t]*"[\w-]+\.[\w.:-]+\//,
  before: /(?:^|[\s{,"])(?:image|name|image_uri|image_identifier|docker_image_name)"?[ \t]*[=:][ \t]*"$/,
  names: variablesAndLocals,
  besides: [
    // Terraform reads it whenever it is there.
    { file: 'terraform.tfvars', names: [{ root: 'var', at: name => [name] }], overrides: true },
    ...['variables.tf', 'locals.tf'].map(file => ({ file, names: variablesAndLocals })),
  ],
  isElsewhere: path => !own.test(path),
  readMore: imagesOfSets,
  places,
});
