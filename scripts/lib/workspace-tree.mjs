// A tree of 5,000 files: of every kind that names images, and of many that name none.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const images = ['node:20', 'python', 'nginx:latest', 'ghcr.io/acme/web:v1', 'quay.io/acme/api:2', 'golang:1.22', 'cgr.dev/chainguard/node:latest'];
const image = (index) => images[index % images.length];
const filler = (index) => Array.from({ length: 40 }, (_, line) => `line ${line} of file ${index}, which names no image at all\n`).join('');
const repeated = (count, text) => Array.from({ length: count }, (_, at) => text(at)).join('');

const manifest = (index) => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: app-${index}
  labels: { app: app-${index} }
spec:
  replicas: 2
  selector: { matchLabels: { app: app-${index} } }
  template:
    metadata:
      labels: { app: app-${index} }
    spec:
      initContainers:
        - name: wait
          image: busybox:1.36
      containers:
        - name: web # the app
          image: "${image(index)}"
          ports: [{ containerPort: 8080 }]
          env:
${repeated(20, (at) => `            - name: VALUE_${at}\n              value: "${at}"\n`)}        - name: side
          image: ${image(index + 1)}
---
apiVersion: v1
kind: Service
metadata: { name: app-${index} }
spec: { ports: [{ port: 80 }] }
`;
const workflow = (index) => `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: { name: job-${index} }
spec:
  templates:
${repeated(6, (at) => `    - name: step-${at}\n      container:\n        image: ${image(index + at)}\n        command: [echo, "${at}"]\n`)}`;
const dockerfile = (index) => `# syntax=docker/dockerfile:1
ARG BASE=${image(index)}
FROM $BASE AS build
WORKDIR /app
${repeated(15, (at) => `RUN echo ${at} && \\\n    make target-${at}\n`)}FROM ${image(index + 2)}
COPY --from=build /app /app
`;
const compose = (index) => `services:
${repeated(5, (at) => `  service-${at}:\n    image: ${image(index + at)}\n    environment: { A: "${at}" }\n    ports: ["80${at}:80"]\n`)}`;
const values = (index) => `replicaCount: 1
image:
  registry: docker.io
  repository: acme/app-${index}
  tag: "1.${index}"
${repeated(20, (at) => `setting${at}:\n  enabled: ${at % 2 === 0}\n  value: "${at}"\n`)}sidecar:
  image: ${image(index)}
`;
const template = (index) => `{{- if .Values.enabled }}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "app.fullname" . }}
spec:
  template:
    spec:
      containers:
        - name: app
          image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}"
        - name: side
          image: ${image(index)}
{{- end }}
`;
const githubWorkflow = (index) => `on: push
jobs:
${repeated(3, (at) => `  job-${at}:\n    runs-on: ubuntu-latest\n    container: ${image(index + at)}\n    steps:\n      - uses: actions/checkout@v4\n      - run: |\n          docker run --rm -v "$PWD:/src" ${image(index)} make test-${at}\n`)}`;
const gitlab = (index) => `image: ${image(index)}
${repeated(5, (at) => `job-${at}:\n  services: [postgres:16]\n  script:\n    - make job-${at}\n    - docker pull ${image(at)}\n`)}`;
const script = (index) => `#!/bin/sh
set -e
docker build --tag acme/tool-${index} .
${repeated(20, (at) => `echo "step ${at}" && test -f file-${at} || exit ${at}\n`)}docker run --rm -it ${image(index)} sh -c 'echo done'
`;
const makefile = (index) => `IMAGE := acme/made-${index}
all: build
${repeated(10, (at) => `target-${at}:\n\t@echo ${at}\n\tdocker run --rm ${image(index + at)} make\n`)}`;
const terraform = (index) => `resource "docker_image" "app" {
  name = "${image(index)}"
}
resource "kubernetes_deployment" "app_${index}" {
  spec {
    template {
      spec {
        container {
          name  = "app"
          image = "${image(index + 1)}"
        }
      }
    }
  }
}
${repeated(8, (at) => `resource "aws_instance" "vm_${at}" {\n  ami = "ami-${at}"\n  tags = { Name = "vm-${at}" }\n}\n`)}`;
const bake = (index) => `target "app" {\n  contexts = { base = "docker-image://${image(index)}" }\n  tags = ["acme/baked-${index}"]\n}\n`;
const devcontainer = (index) => `{\n  // ours\n  "image": "${image(index)}",\n  "features": { "ghcr.io/devcontainers/features/node:1": {} },\n}\n`;
const kustomization = (index) => `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [../base]\nimages:\n  - name: acme/app-${index}\n    newName: ghcr.io/acme/app\n    newTag: "1.${index}"\n`;
const quadlet = (index) => `[Unit]\nDescription=app\n\n[Container]\nImage=${image(index)}\nPublishPort=80:80\n`;
const jenkinsfile = (index) => `pipeline {\n  agent { docker { image '${image(index)}' } }\n  stages { stage('x') { steps { sh 'make' } } }\n}\n`;
const json = (index) => JSON.stringify({ name: `app-${index}`, version: '1.0.0', scripts: { image: `docker build -t acme/app-${index} .` } });
const plainYaml = (index) => repeated(20, () => `name: ${index}\nimage: ${image(index)}\n`);

/** How many of what lie in the tree: 5,000 in all. */
const kinds = [
  { count: 1000, path: (index) => `deploy/team-${index % 30}/app-${index}.yaml`, text: manifest },
  { count: 200, path: (index) => `deploy/workflows/job-${index}.yaml`, text: workflow },
  { count: 400, path: (index) => `services/team-${index % 25}/app-${index}/Dockerfile`, text: dockerfile },
  { count: 100, path: (index) => `services/team-${index % 25}/app-${index}/compose.yaml`, text: compose },
  { count: 100, path: (index) => `charts/app-${index}/values.yaml`, text: values },
  { count: 100, path: (index) => `charts/app-${index}/Chart.yaml`, text: (index) => `apiVersion: v2\nname: app-${index}\nversion: 1.0.0\nappVersion: "1.${index}"\n` },
  { count: 200, path: (index) => `charts/app-${index % 100}/templates/part-${index}.yaml`, text: template },
  { count: 100, path: (index) => `repositories/r-${index}/.github/workflows/ci.yml`, text: githubWorkflow },
  { count: 100, path: (index) => `repositories/r-${index}/.gitlab-ci.yml`, text: gitlab },
  { count: 100, path: (index) => `repositories/r-${index}/Makefile`, text: makefile },
  { count: 100, path: (index) => `repositories/r-${index}/docker-bake.hcl`, text: bake },
  { count: 100, path: (index) => `repositories/r-${index}/.devcontainer/devcontainer.json`, text: devcontainer },
  { count: 100, path: (index) => `repositories/r-${index}/Jenkinsfile`, text: jenkinsfile },
  { count: 100, path: (index) => `overlays/o-${index}/kustomization.yaml`, text: kustomization },
  { count: 100, path: (index) => `units/app-${index}.container`, text: quadlet },
  { count: 200, path: (index) => `scripts/build-${index}.sh`, text: script },
  { count: 200, path: (index) => `infrastructure/module-${index}/main.tf`, text: terraform },
  { count: 200, path: (index) => `config/${index % 20}/settings-${index}.yaml`, text: plainYaml },
  { count: 200, path: (index) => `services/team-${index % 25}/app-${index}/package.json`, text: json },
  { count: 1300, path: (index) => `services/team-${index % 25}/app-${index % 400}/src/file-${index}.js`, text: filler },
];

/** Writes the tree into `folder`. */
export function writeWorkspaceTree(folder) {
  for (const { count, path, text } of kinds) {
    for (let index = 0; index < count; index += 1) {
      const file = join(folder, path(index));
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text(index));
    }
  }
}
