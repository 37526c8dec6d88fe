import type { ImageRole } from '../core/image-use';
import type { Format } from './format';
import { variablesAndLocals } from './hcl/constants';
import { hclFormat } from './hcl/format';
import type { HclPlace } from './hcl/places';

/** The resources that run or fetch images. Whatever else has an `image` means a disk or a machine by it. */
const resources: readonly (readonly [type: string, at: string, role?: ImageRole])[] = [
  ['docker_container', 'image'],
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
  ['aws_lambda_function', 'image_uri'],
  ['aws_apprunner_service', 'source_configuration.image_repository.image_identifier'],
  ['aws_lightsail_container_service_deployment_version', 'container.image'],
  ['azurerm_container_group', 'container.image'],
  ['azurerm_container_group', 'init_container.image', 'init'],
  ['azurerm_container_app*', 'template.container.image'],
  ['azurerm_container_app*', 'template.init_container.image', 'init'],
];

const places: readonly HclPlace[] = [
  // With `build` the name is what comes out.
  { at: 'resource.docker_image.*.name', role: 'container', without: 'build' },
  { at: 'data.docker_image.*.name', role: 'value' },
  { at: 'data.docker_registry_image.*.name', role: 'value' },
  ...['linux', 'windows'].map((system): HclPlace => ({ at: `resource.azurerm_${system}_web_app*.*.site_config.application_stack.docker_image_name`, role: 'container', address: 'docker_registry_url' })),
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
  words: /docker_|kubernetes_|cloud_run|container|image_/,
  before: /(?:^|[\s{,"])(?:image|name|image_uri|image_identifier|docker_image_name)"?[ \t]*[=:][ \t]*"$/,
  names: variablesAndLocals,
  besides: [
    // Terraform reads it whenever it is there.
    { file: 'terraform.tfvars', names: [{ root: 'var', at: name => [name] }], overrides: true },
    ...['variables.tf', 'locals.tf'].map(file => ({ file, names: variablesAndLocals })),
  ],
  isElsewhere: path => !own.test(path),
  places,
});
