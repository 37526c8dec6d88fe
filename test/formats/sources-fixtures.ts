/** Documents of the kinds that are programs, units or prose, by format: what fuzzing starts from. */
export const sources: Readonly<Record<string, string>> = {
  quadlet: `# unit
[Unit]
Description=Image=nginx
[Container]
Image=docker.io/library/nginx:1.27
Mount=type=image,source=alpine:3,destination=/a
# plimsoll-ignore-next-line tag-latest: always
Exec=sleep \\
; no end
  infinity
[Volume]
Driver=image
Image=quay.io/acme/data:1
[Image]
Image=docker://ghcr.io/acme/app:%i
`,
  jenkins: `#!groovy
/* docker.image('redis') */
pipeline {
  agent { docker { image 'node:20' ; args '-v /a:/b' } }
  stages {
    stage("it's \${x}") { agent { docker "golang:\${V}" } }
    // plimsoll-ignore-next-line tag-latest: always
    stage('c') { steps { script { docker.image('maven:3').inside { sh 'docker run nginx:1' } ; docker.build('acme/app') } } }
    stage('d') {
      agent { kubernetes { yaml '''
        spec:
          containers:
          - image: postgres:16
        ''' } }
    }
  }
}
podTemplate(containers: [containerTemplate(name: 'a', image: "python:3.13")]) { x = a / b / c }
`,
  earthfile: `VERSION 0.8
ARG --global BASE=alpine
FROM golang:1.26
WORKDIR /a

build:
  ARG V=3
  FROM --platform=linux/amd64 "$BASE:$V"
  FROM +deps
  # plimsoll-ignore-next-line tag-latest: always
  WITH DOCKER --pull postgres:16 \\
      # between
      --pull=redis:7
    RUN docker run nginx:1
  END
  SAVE IMAGE acme/app:1
`,
  bazel: `bazel_dep(name = "rules_oci", version = "2.0.0")
oci = use_extension("@rules_oci//oci:extensions.bzl", "oci")
# plimsoll-ignore-next-line tag-latest: always
oci.pull(
    name = "base", # 'x'
    image = "gcr.io/distroless/base",
    tag = "latest",
    platforms = ["linux/amd64"],
)
oci.pull(name = "b", digest = "sha256:c3c3d0230d487c0ad3a0d87ad03ee02ea2ff0b3dcce91ca06a1019e07de05f12", image = "python:3.11")
_TAG = "3.8"
container_pull(
    name = "alpine",
    registry = "index.docker.io",
    repository = "library/alpine",
    tag = _TAG,
)
oci.pull(name = "c", image = 'nginx')
"""oci.pull(image = "redis")"""
`,
  tilt: `# dev
docker_build('acme/app', '.', dockerfile_contents='''
FROM node:20
COPY . .
''')
local('docker run nginx:1')
# plimsoll-ignore-next-line tag-latest: always
k8s_yaml(blob("""
apiVersion: v1
kind: Pod
spec: { containers: [{ image: 'postgres:16' }] }
"""))
docker_build('b', '.', dockerfile_contents='FROM golang:1.26\\nRUN a')
df = '\\n'.join(['FROM node:22', 'RUN ' + x])
docker_build('c', '.', dockerfile_contents=df)
local(['docker', 'run', ('redis:7' 'a')[0:7], "b"] + c)
local(('docker run -v %s' % (d, 'e') + ':/f ' +
  'alpine:3'))
local(['sh', '-c', 'docker run busybox:1'])
`,
  ansible: `---
- hosts: all
  tasks:
    - name: start
      community.docker.docker_container:
        name: web
        image: nginx:1.27
    # plimsoll-ignore-next-line tag-latest: always
    - docker_image: { name: redis, tag: "7", source: pull }
    - block:
        - docker_image: { name: acme/app, source: build, build: { path: . } }
        - containers.podman.podman_container: { image: "quay.io/acme/app:{{ version }}" }
        - docker_container: name=db image='redis:7' command="a \\" image=b" state=started
    - kubernetes.core.k8s:
        definition: { apiVersion: v1, kind: Pod, spec: { containers: [{ image: 'postgres:16' }] } }
`,
  markdown: `# Use
\`\`\`dockerfile
FROM node:20
\`\`\`
- in a list:
  \`\`\`yaml title="x"
  services:
    db: { image: postgres:16 }
  \`\`\`
> ~~~docker
> FROM golang:1.26
> ~~~
`,
};
