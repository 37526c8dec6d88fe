import { describe, expect, it } from 'vitest';
import { bareSurroundings } from '../../../server/src/core/document';
import { terraform } from '../../../server/src/formats/terraform';
import { checkPlaces, embedding, readers } from '../../support/check-places';
import { digest, edited, named } from './check-hcl';

describe('Terraform', () => {
  it('names what the Docker provider runs and fetches', () => {
    checkPlaces('terraform', 'main.tf', `
      resource "docker_image" "ubuntu" {
        name = "ubuntu:24.04"
        #       ^^^^^^^^^^^^ container docker.io/library/ubuntu:24.04
      }
      resource "docker_image" "own" {
        name = "acme/app"
        build { context = "." }
      }
      resource "docker_container" "a" {
        name  = "nginx"
        image = docker_image.ubuntu.image_id
      }
      resource "docker_container" "b" {
        image = "\${docker_image.ubuntu[0].latest}"
        labels { label = "image" }
      }
      resource "docker_container" "c" { image = "nginx" }
      #                                          ^^^^^ container docker.io/library/nginx
      resource "docker_registry_image" "out" { name = "acme/app:1" }
      resource "docker_service" "s" {
        task_spec {
          container_spec { image = "ghcr.io/acme/s:1" }
          #                         ^^^^^^^^^^^^^^^^ service ghcr.io/acme/s:1
        }
      }
      data "docker_registry_image" "d" { name = "redis:7" }
      #                                          ^^^^^^^ value docker.io/library/redis:7
    `);
  });

  it('takes what variables stand for from the files beside it, where nothing is edited', () => {
    const siblings = new Map([
      ['variables.tf', 'variable "image" { default = "nginx:1.27" }\nvariable "tag" { default = "3.20" }\nvariable "none" {}\nvariable "own" { default = "redis" }\nvariable "set" { default = "redis" }\nvariable "loop" { default = local.loop }\n'],
      ['locals.tf', 'locals {\n  base = "alpine"\n  loop = local.loop\n}\n'],
      ['terraform.tfvars', 'set = "busybox:2"\nhere = "busybox:3"\n'],
    ]);
    checkPlaces('terraform', 'main.tf', `
      variable "own" { default = "postgres:16" }
      #                           ^^^^^^^^^^^ site of container docker.io/library/postgres:16
      variable "here" { default = "redis" }
      locals { mine = var.image }
      resource "docker_image" "a" { name = var.image }
      #                                    ^^^^^^^^^ container docker.io/library/nginx:1.27 no fix
      resource "docker_image" "b" { name = "\${local.base}:\${var.tag}" }
      #                                     ^^^^^^^^^^^^^^^^^^^^^^^^ container docker.io/library/alpine:3.20 no fix
      resource "docker_image" "c" { name = local.mine }
      #                                    ^^^^^^^^^^ container docker.io/library/nginx:1.27 no fix
      resource "docker_image" "d" { name = var.own }
      #                                    ^^^^^^^ container docker.io/library/postgres:16
      resource "docker_image" "e" { name = var.set }
      #                                    ^^^^^^^ container docker.io/library/busybox:2 no fix
      resource "docker_image" "f" { name = var.here }
      #                                    ^^^^^^^^ container docker.io/library/busybox:3 no fix
      resource "docker_image" "g" { name = var.none }
      #                                    ^^^^^^^^ container (variable)
      resource "docker_image" "h" { name = local.loop }
      #                                    ^^^^^^^^^^ container (variable)
      resource "docker_image" "i" { name = var.loop }
      #                                    ^^^^^^^^ container (variable)
    `, { ...bareSurroundings, siblings });
    const [use] = terraform.read('resource "docker_image" "a" { name = var.image }', { ...bareSurroundings, siblings }).uses;
    expect(use?.fixDisabled).toMatchObject({ template: 'The file {0} supplies this reference, or a part of it.', args: ['variables.tf'] });
  });

  it('names what Kubernetes runs, in blocks and in manifests', () => {
    checkPlaces('terraform', 'k8s.tf', `
      resource "kubernetes_cron_job_v1" "a" {
        metadata { annotations = { image = "none" } }
        spec { job_template { spec { template { spec {
          init_container {
            image = "busybox:1"
            #        ^^^^^^^^^ init docker.io/library/busybox:1
          }
          dynamic "container" {
            for_each = var.all
            content { image = container.value.image }
          }
          dynamic "container" {
            for_each = var.all
            content { image = "perl" }
            #                  ^^^^ container docker.io/library/perl
          }
        } } } } }
      }
      resource "kubernetes_manifest" "m" {
        manifest = {
          "kind" = "Deployment"
          spec = { template = { spec = {
            "initContainers" : [{ image = "a:1" }],
            #                              ^^^ init docker.io/library/a:1
            containers = [
              { name = "x"
                "image" = "b:1" /* ours */ },
                #          ^^^ container docker.io/library/b:1
            ]
            image = "none"
          } } }
        }
      }
    `);
  });

  it('names what the clouds run', () => {
    checkPlaces('terraform', 'cloud.tofu', `
      resource "google_cloud_run_v2_service" "r" { template { containers { image = "gcr.io/a/b" } } }
      #                                                                             ^^^^^^^^^^ container gcr.io/a/b
      resource "aws_ecs_task_definition" "t" {
        container_definitions = jsonencode([
          { name = "a", image = "nginx:1" },
          #                      ^^^^^^^ container docker.io/library/nginx:1
          { "image" : "redis" }
          #            ^^^^^ container docker.io/library/redis
        ])
      }
      resource "aws_ecs_task_definition" "heredoc" {
        container_definitions = <<-EOF
          [{ "image": "mysql:8", "memory": \${var.memory}, "environment": [{ "image": "x" }] },
          #            ^^^^^^^ container docker.io/library/mysql:8
           { "image": "\${var.other}:1", "x": "\\"" }]
           #           ^^^^^^^^^^^^^^ container (variable)
        EOF
      }
      resource "aws_ecs_task_definition" "escaped" { container_definitions = "[{\\"image\\": \\"x\\"}]" }
      resource "aws_lambda_function" "l" { image_uri = "1.dkr.ecr.eu-west-1.amazonaws.com/l:1" }
      #                                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ container 1.dkr.ecr.eu-west-1.amazonaws.com/l:1
      resource "azurerm_container_app" "c" { template { container { image = "quay.io/a/b:1" } } }
      #                                                                      ^^^^^^^^^^^^^ container quay.io/a/b:1
      resource "aws_apprunner_service" "r" { source_configuration { image_repository { image_identifier = "public.ecr.aws/a/b:1" } } }
      #                                                                                                    ^^^^^^^^^^^^^^^^^^^^ container public.ecr.aws/a/b:1
    `);
  });

  it('follows names to what they put together', () => {
    checkPlaces('terraform', 'main.tf', `
      locals {
        web  = { name = "web", image = "nginx:1.27" }
        #                               ^^^^^^^^^^ container docker.io/library/nginx:1.27
        side = merge(local.common, { image = "redis:7" })
        #                                     ^^^^^^^ container docker.io/library/redis:7
        common = { image = local.loop }
        #                  ^^^^^^^^^^ container (variable)
        loop = [local.loop]
        other = { image = "alpine" }
      }
      resource "aws_ecs_task_definition" "app" {
        container_definitions = jsonencode(concat([local.web], [local.side, local.loop], var.more))
      }
    `);
  });

  it('follows names that lead back to themselves to an end', () => {
    const loop = 'locals { a = [local.a] }\nresource "aws_ecs_task_definition" "t" { container_definitions = jsonencode([local.a]) }\n';
    expect(() => terraform.read(loop)).not.toThrow();
  });

  it('follows names of names five deep', () => {
    const chain = (deep: number): string[] => {
      const names = Array.from({ length: deep }, (_, index) => `n${index} = [${index + 1 < deep ? `local.n${index + 1}` : '{ image = "nginx" }'}]`);
      const text = `locals {\n${names.join('\n')}\n}\nresource "aws_ecs_task_definition" "t" { container_definitions = jsonencode([local.n0]) }\n`;
      return terraform.read(text).uses.map(({ raw }) => raw);
    };
    expect([chain(1), chain(5), chain(6)]).toEqual([['nginx'], ['nginx'], []]);
  });

  it('follows only so many names', () => {
    const lists = [...'abcdef'].map((name, index, all) => `${name} = [${`local.${all[index + 1] ?? 'x'}, `.repeat(100)}]`).join('\n');
    const uses = (image: string) => terraform.read(`locals {\n${lists}\n x = { image = "nginx" }\n}\nresource "aws_ecs_task_definition" "t" { container_definitions = jsonencode([${image}local.a]) }\n`).uses;
    expect(uses('local.x, ').map(({ raw }) => raw)).toEqual(['nginx']);
    expect(uses('')).toEqual([]);
  });

  it('names what modules are given, where that can be nothing else', () => {
    checkPlaces('terraform', 'main.tf', `
      module "service" {
        source          = "cloudposse/ecs-web-app/aws"
        container_image = "nginx"
        #                  ^^^^^ container docker.io/library/nginx
        docker_image    = "acme/app"
        container       = { image = "redis:8" }
        #                            ^^^^^^^ container docker.io/library/redis:8
        container_definitions = {
          web = { image = "httpd:2" }
          #                ^^^^^^^ container docker.io/library/httpd:2
          own = { image = var.image }
          (local.name) = { image = "redis:7" }
          #                         ^^^^^^^ container docker.io/library/redis:7
        }
      }
      module "run" {
        image = "us-docker.pkg.dev/cloudrun/container/hello"
        #        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ container us-docker.pkg.dev/cloudrun/container/hello
        logo  = { image = "static.acme.dev/logo.png" }
        vm    = { image = "debian-cloud/debian-12" }
        disk  = { image = "https://www.googleapis.com/compute/v1/projects/x/global/images/y" }
      }
    `);
  });

  it('names what builds run in, and reads documents of others', () => {
    checkPlaces('terraform', 'main.tf', `
      variable "standard" { default = "aws/codebuild/standard:7.0" }
      resource "aws_codebuild_project" "a" {
        environment { image = "aws/codebuild/standard:7.0" }
      }
      resource "aws_codebuild_project" "b" {
        environment { image = "hashicorp/terraform:1.9" }
        #                      ^^^^^^^^^^^^^^^^^^^^^^^ value docker.io/hashicorp/terraform:1.9
      }
      resource "aws_codebuild_project" "c" {
        environment { image = var.standard }
        #                     ^^^^^^^^^^^^ value (variable)
      }
      resource "google_cloudbuild_trigger" "t" {
        name = "build"
        build {
          step { name = "gcr.io/cloud-builders/docker" }
          #              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ value gcr.io/cloud-builders/docker
          images = ["acme/app"]
        }
      }
      resource "docker_buildx_builder" "x" {
        docker_container { image = "moby/buildkit:v0.22.0" }
        #                           ^^^^^^^^^^^^^^^^^^^^^ container docker.io/moby/buildkit:v0.22.0
      }
      resource "kubectl_manifest" "pod" {
        yaml_body = <<-YAML
          apiVersion: v1
          kind: Pod
          spec:
            containers:
              - image: busybox:1
              #        ^^^^^^^^^ container docker.io/library/busybox:1
        YAML
      }
      resource "kubernetes_manifest" "pod" {
        manifest = yamldecode(<<EOF
      apiVersion: v1
      kind: Pod
      spec: { containers: [{ image: "busybox:2" }] }
      #                              ^^^^^^^^^ container docker.io/library/busybox:2
      EOF
        )
      }
      resource "helm_release" "r" {
        values = [<<-EOF
          image:
            repository: quay.io/acme/app
            #           ^^^^^^^^^^^^^^^^ value quay.io/acme/app:1.2 no fix
            tag: "1.2"
        EOF
        , file("values.yaml")]
      }
    `, embedding());
  });

  it('names what a release of Helm is told value by value', () => {
    checkPlaces('terraform', 'main.tf', `
      resource "helm_release" "a" {
        repository = "https://charts.acme.dev"
        set {
          name  = "controller.image.repository"
          value = "acme/controller"
          #        ^^^^^^^^^^^^^^^ value quay.io/acme/controller:1.2
        }
        set {
          name  = "controller.image.registry"
          value = "quay.io"
        }
        set {
          name  = "controller.image.tag"
          value = "1.2"
        }
        set {
          name  = "tools.repository"
          value = "acme/tools"
        }
      }
      resource "helm_release" "b" {
        set = [
          { name = "sidecarImage", value = "busybox:1" },
          #                                 ^^^^^^^^^ value docker.io/library/busybox:1
          { name = "image.repository", value = "acme/app" },
          { name = "image.tag", value = var.tag },
          { name = "pullImage", value = "true" },
        ]
      }
    `);
  });

  it('takes no disk and no machine for an image', () => {
    checkPlaces('terraform', 'main.tf', `
      resource "google_compute_instance" "a" { boot_disk { initialize_params { image = "debian-cloud/debian-12" } } }
      resource "digitalocean_droplet" "b" { image = "ubuntu-22-04-x64" }
      resource "hcloud_server" "c" { image = "ubuntu-24.04" }
      resource "aws_instance" "d" { ami = "ami-1" }
      resource "helm_release" "e" {
        set {
          name  = "image.tag"
          value = "1"
        }
      }
      module "container" {
        source = "./image"
        image  = "x"
      }
      output "docker_container" { value = { image = "x" } }
    `);
  });

  it('follows names to constants of the same document', () => {
    checkPlaces('terraform', 'main.tf', `
      variable "image" { default = "redis:7" }
      #                             ^^^^^^^ site of container docker.io/library/redis:7
      variable "repo" { default = "ghcr.io/acme" }
      variable "number" { default = 1.2 }
      variable "unset" { type = string }
      variable "empty" { default = "" }
      locals {
        images = { web = "nginx:1" }
        #                 ^^^^^^^ site of container docker.io/library/nginx:1
        loop   = local.loop
      }
      resource "docker_container" "a" { image = var.image }
      #                                         ^^^^^^^^^ container docker.io/library/redis:7
      resource "docker_container" "b" { image = "\${local.images["web"]}" }
      #                                          ^^^^^^^^^^^^^^^^^^^^^^ container docker.io/library/nginx:1
      resource "docker_container" "c" { image = "\${var.repo}/app:\${var.number}" }
      #                                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ container ghcr.io/acme/app:1.2 no fix
      resource "docker_container" "d" { image = var.unset }
      #                                         ^^^^^^^^^ container (variable)
      resource "docker_container" "e" { image = "\${local.loop}:1" }
      #                                          ^^^^^^^^^^^^^^^ container (variable)
      resource "docker_container" "f" { image = var.x ? "a" : "b" }
      #                                         ^^^^^^^^^^^^^^^^^ container (variable)
      resource "docker_container" "g" { image = format("%s:1", var.repo) }
      #                                         ^^^^^^^^^^^^^^^^^^^^^^^^ container (variable)
      resource "docker_container" "h" { image = var.empty }
      #                                         ^^^^^^^^^ container (variable)
      resource "docker_container" "i" { image = null }
      resource "docker_container" "j" { image = "" }
    `);
  });

  it('is read in JSON too', () => {
    checkPlaces('terraform', 'main.tf.json', `
      { "variable": { "v": { "default": "1" } },
        "resource": { "docker_container": { "a": { "image": "nginx" }, "b": [{ "image": "a:\${var.v}" }] },
        #                                                    ^^^^^ container docker.io/library/nginx
        #                                                                                ^^^^^^^^^^ container docker.io/library/a:1 no fix
          "hcloud_server": { "c": { "image": "ubuntu" } } } }
    `);
  });

  it('tells the registry of a web app from the address beside it', () => {
    checkPlaces('terraform', 'app.tf', `
      resource "azurerm_linux_web_app" "a" {
        site_config { application_stack {
          docker_image_name   = "acme/site:2"
          #                      ^^^^^^^^^^^ container quay.io/acme/site:2
          docker_registry_url = "https://quay.io/"
        } }
      }
      resource "azurerm_linux_web_app" "b" { site_config { application_stack {
        docker_image_name = "mcr.microsoft.com/a/b:1"
        docker_registry_url = "https://mcr.microsoft.com"
      } } }
      resource "azurerm_linux_web_app" "c" { site_config { application_stack {
        docker_image_name = "a/b:1"
        docker_registry_url = var.url
      } } }
      resource "azurerm_linux_web_app" "d" { site_config { application_stack { docker_image_name = "nginx" } } }
      #                                                                                             ^^^^^ container docker.io/library/nginx
    `);
  });

  it('gives what it can of what is half typed', () => {
    const whole = 'resource "docker_container" "z" {\n  image = "redis:7"\n}\n';
    const open = 'resource "docker_container" "a" {\n  image = ';
    for (const typed of ['', '"', '"ngi', '"${var.x', '"${', '[', '{', 'foo(', '<<EOT\nx', '"${jsonencode({']) {
      expect([typed, named(terraform, `${open}${typed}\n\n${whole}`).at(-1)]).toEqual([typed, 'redis:7']);
      expect([typed, named(terraform, `${open}${typed}\n}\n\n${whole}`).at(-1)]).toEqual([typed, 'redis:7']);
    }
    expect(named(terraform, `${open}"ngi`)).toEqual(['ngi']);
    expect(named(terraform, `${open}"ngi\r\n}\r\n`)).toEqual(['ngi']);
    expect(named(terraform, `resource "docker_container" "a" {\n  env = [\n  image = "nginx"\n}\n`)).toEqual(['nginx']);
  });

  it('is known by its name', () => {
    expect(readers(['a/main.tf', 'x.tofu', 'main.tf.json', 'main.tfvars', 'tf'], 'image')).toEqual([
      'a/main.tf terraform', 'x.tofu terraform', 'main.tf.json terraform', 'main.tfvars -', 'tf -',
    ]);
    expect(terraform.claims({ path: 'Untitled-1', languageId: 'opentofu', text: '' })).toBe(true);
  });
});

describe('An edit of Terraform', () => {
  const container = (image: string): string => `resource "docker_container" "a" {\r\n  image = ${image} # ours\r\n}\r\n`;

  it('writes between the quotes', () => {
    expect(edited('main.tf', container('"nginx:1"'), `nginx:1@${digest}`)).toBe(container(`"nginx:1@${digest}"`));
    expect(edited('main.tf', container('"nginx:1"'), 'cgr.dev/chainguard/nginx:latest')).toBe(container('"cgr.dev/chainguard/nginx:latest"'));
  });

  it('writes where the value stands, unless that is used for something else', () => {
    const text = `variable "i" { default = "nginx:1" }\n${container('var.i')}`;
    expect(edited('main.tf', text, `nginx:1@${digest}`)).toBe(text.replace('nginx:1', `nginx:1@${digest}`));
    expect(edited('main.tf', `${text}output "x" { value = "\${var.i}-x" }\n`, `nginx:1@${digest}`)).toBe('The value is used for something else as well.');
    const chained = `locals { i = var.i }\n${text.replace('= var.i', '= local.i')}`;
    expect(edited('main.tf', chained, `nginx:1@${digest}`)).toBe(chained.replace('nginx:1', `nginx:1@${digest}`));
    expect(edited('main.tf', `${chained}output "x" { value = var.i }\n`, `nginx:1@${digest}`)).toBe('The value is used for something else as well.');
  });

  it('leaves parts that names supply, and escapes, alone', () => {
    expect(edited('main.tf', `variable "t" { default = "1" }\n${container('"nginx:${var.t}"')}`, `nginx:1@${digest}`)).toBe('A variable supplies a part of this reference.');
    expect(edited('main.tf', container('"\\u006eginx"'), `nginx@${digest}`)).toMatch(/escapes/);
  });

  it('of a release of Helm is pinned behind the tag', () => {
    const release = (tag: string): string =>
      `resource "helm_release" "a" {\n  set {\n    name = "image.repository"\n    value = "acme/app"\n  }\n  set {\n    name = "image.tag"\n    value = "${tag}"\n  }\n}\n`;
    expect(edited('a.tf', release('1.2'), `acme/app:1.2@${digest}`)).toBe(release(`1.2@${digest}`));
  });

  it('of a web app leaves the address in its place', () => {
    const app = (name: string, url: string): string =>
      `resource "azurerm_linux_web_app" "a" { site_config { application_stack {\n  docker_image_name = "${name}"\n  docker_registry_url = "${url}"\n} } }\n`;
    expect(edited('a.tf', app('a/b:2', 'https://quay.io'), `quay.io/a/b:2@${digest}`)).toBe(app(`a/b:2@${digest}`, 'https://quay.io'));
  });
});

describe('Names in Terraform that stand for lists of names', () => {
  /** Five names, each of 60 times the next one. */
  const lists = ['a', 'b', 'c', 'd', 'e'].map((name, index, names) => `  ${name} = [${Array(60).fill(`local.${names[index + 1] ?? 'f'}`).join(', ')}]\n`);

  it('are followed, and come to an end where they would be too many', () => {
    const pod = (spec: string): string => `resource "kubernetes_pod" "p" {\n  spec { container = ${spec} }\n}\n`;
    const usesOf = (text: string) => terraform.read(text).uses.map(({ raw }) => raw);
    expect(usesOf(`locals { a = [local.b]\n b = { image = "nginx" } }\n${pod('local.a')}`)).toEqual(['nginx']);
    const many = `locals {\n${lists.join('')}  z = { image = "memcached" }\n}\n`;
    expect(usesOf(`${many}${pod('[local.z, local.a]')}`)).toEqual(['memcached']);
    // What stands behind so many of them is not reached.
    expect(usesOf(`${many}${pod('[local.a, local.z, { image = "redis" }]')}`)).toEqual(['redis']);
  });
});

describe('In Terraform an image is being named', () => {
  it.each([
    ['resource "docker_container" "a" {\n  image = "no<|>"\n}', 'no'],
    ['resource "docker_container" "a" {\n  image = "<|>', ''],
    ['resource "docker_image" "a" { name = "node:<|>" }', 'node:'],
    ['resource "hcloud_server" "a" { image = "ub<|>" }', undefined],
    ['# resource "docker_image" "a" { name = "no<|>" }', undefined],
  ])('%j', (drawn, wanted) => {
    const text = drawn.replace('<|>', '');
    const place = terraform.imagePlace?.(text, drawn.indexOf('<|>'));
    expect(place && text.slice(place.range.start, place.range.end)).toBe(wanted);
  });
});
