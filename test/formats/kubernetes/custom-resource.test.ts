import { describe, expect, it } from 'vitest';
import { defaultPolicy } from '../../../server/src/core/policy';
import { formatFor } from '../../../server/src/formats';
import { customResource, kubernetes } from '../../../server/src/formats/kubernetes';
import { createReader } from '../../../server/src/service/reading';
import { checkPlaces, readers } from '../../support/check-places';
import { undrawn } from '../../support/drawn';

const check = (drawn: string) => checkPlaces('custom-resource', 'a/b.yaml', drawn);

/** The texts that a resource of this kind names as images below these lines. */
function named(resource: string, lines: string): string[] {
  const [apiVersion, kind] = resource.split(' ');
  const text = `apiVersion: ${apiVersion}\nkind: ${kind}\n${lines}\n`;
  return (formatFor({ path: 'a.yaml', text })?.read(text).uses ?? []).map(({ raw }) => raw);
}

describe('Custom resources', () => {
  it('run what their containers name, at any depth', () => {
    check(`
      apiVersion: argoproj.io/v1alpha1
      kind: Workflow
      metadata: { name: a, annotations: { image: "b:1" } }
      spec:
        templates:
        - name: one
          container: { image: busybox, command: [sh] }
          #                   ^^^^^^^ container docker.io/library/busybox
          sidecars:
          - image: "nginx:1"
          #         ^^^^^^^ container docker.io/library/nginx:1
        - script:
            image: python:3
            #      ^^^^^^^^ container docker.io/library/python:3
        - containerSet:
            containers: [{ image: '{{inputs.parameters.x}}' }]
            #                      ^^^^^^^^^^^^^^^^^^^^^^^ container (placeholder)
        - initContainers:
          - image: a/init
          #        ^^^^^^ init docker.io/a/init
          volumes:
          - name: v
            image: { reference: "quay.io/a/model:1", pullPolicy: Always }
            #                    ^^^^^^^^^^^^^^^^^ volume quay.io/a/model:1
          - { name: b, rbd: { image: "block:1", monitors: [] } }
        - steps:
          - - name: x
              image: no
              withItems: [{ image: "debian:9" }]
    `);
  });

  it('name further images in their spec, where the text shows that it is one', () => {
    check(`
      apiVersion: example.com/v1
      kind: Anything
      image: ghcr.io/not/here:1
      spec:
        image: ghcr.io/acme/a
        #      ^^^^^^^^^^^^^^ value ghcr.io/acme/a
        deep: [[{ image: "a:1" }]]
        #                 ^^^ value docker.io/library/a:1
        one: { image: ubuntu-2204 }
        two: { image: cdn.example/logo.png }
        three: { image: { repository: a } }
        four: { image: REPLACE-ME }
        five: { image: "not a/reference:1" }
        template: { metadata: { labels: { image: "x:1" } } }
        output: { image: "x:1" }
      status:
        image: ghcr.io/acme/a:1
        containers: [{ image: "x:1" }]
    `);
  });

  it('of operators that are known need not show it', () => {
    expect(named('monitoring.coreos.com/v1 Prometheus', 'spec: { image: prom, thanos: { image: thanos }, baseImage: no }')).toEqual(['prom', 'thanos']);
    expect(named('postgresql.cnpg.io/v1 Cluster', 'spec: { imageName: pg, postgresql: { extensions: [{ image: { reference: ext } }] } }')).toEqual(['pg', 'ext']);
    expect(named('postgresql.cnpg.io/v1 ImageCatalog', 'spec: { images: [{ major: 16, image: pg }] }')).toEqual(['pg']);
    expect(named('kafka.strimzi.io/v1 Kafka', 'spec: { kafka: { image: k, brokerRackInitImage: r } }')).toEqual(['k', 'r']);
    expect(named('flink.apache.org/v1beta1 FlinkDeployment', 'spec: { image: flink-job }')).toEqual(['flink-job']);
    expect(named('ceph.rook.io/v1 CephCluster', 'spec: { cephVersion: { image: ceph } }')).toEqual(['ceph']);
    expect(named('acid.zalan.do/v1 postgresql', 'spec: { dockerImage: spilo }')).toEqual(['spilo']);
    expect(named('operators.coreos.com/v1alpha1 ClusterServiceVersion', 'metadata: { annotations: { containerImage: op } }\nspec: { relatedImages: [{ name: a, image: b }] }')).toEqual(['op', 'b']);
    expect(named('config.kubeflow.org/v1beta1 KatibConfig', 'runtime: { suggestions: [{ image: k }] }\nspec: { image: no }')).toEqual(['k']);
  });

  it('name images under longer keys, where the text has a tag or a digest', () => {
    check(`
      apiVersion: cluster.ytsaurus.tech/v1
      kind: Ytsaurus
      spec:
        coreImage: ghcr.io/acme/core:25.2
        #          ^^^^^^^^^^^^^^^^^^^^^^ value ghcr.io/acme/core:25.2
        uiImage: example.com/ui
        osImage: "ubuntu:24.04"
        build: { targetImage: "a:1", sidecarImage: 'redis:7' }
        #                                           ^^^^^^^ value docker.io/library/redis:7
        logoImage: cdn.example.com/logo:v1.png
        labels: { coreImage: "a:1" }
      coreImage: "a:1"
      status: { coreImage: "a:1" }
    `);
  });

  it('spell images in fields', () => {
    check(`
      apiVersion: k8s.mariadb.com/v1alpha1
      kind: MariaDB
      spec:
        image:
          repository: mariadb
          #           ^^^^^^^ value docker.io/library/mariadb:10.7.4 no fix
          tag: "10.7.4"
          pullPolicy: IfNotPresent
        metrics:
          exporterImage: { registry: quay.io, repository: acme/exporter, digest: "sha256:${'0'.repeat(64)}" }
          #                                               ^^^^^^^^^^^^^ value quay.io/acme/exporter@sha256:${'0'.repeat(64)}
        auth: { image: { repository: acme/auth, pullPolicy: IfNotPresent } }
        #                            ^^^^^^^^^ value docker.io/acme/auth no fix
        chart: { repository: acme/chart, tag: "1" }
        other: { image: { repository: "https://example.com/x", tag: "1" } }
    `);
    expect(named('infrastructure.cluster.x-k8s.io/v1beta1 GCPMachineTemplate', 'spec: { image: { repository: a, tag: b }, bakeImage: "a:1" }')).toEqual([]);
  });

  it('have them elsewhere too, where the operator is known', () => {
    expect(named('scorecard.operatorframework.io/v1alpha3 Configuration', 'stages: [{ tests: [{ image: quay.io/a/scorecard, entrypoint: [x] }] }]')).toEqual(['quay.io/a/scorecard']);
    expect(named('platform.confluent.io/v1beta1 Kafka', 'spec: { image: { application: "confluentinc/cp-server:7.4.0", init: confluentinc/init, pullPolicy: Always } }')).toEqual([
      'confluentinc/cp-server:7.4.0', 'confluentinc/init',
    ]);
    expect(named('acid.zalan.do/v1 OperatorConfiguration', 'configuration: { docker_image: spilo, connection_pooler: { connection_pooler_image: pool } }')).toEqual(['spilo', 'pool']);
    expect(named('acid.zalan.do/v1 postgresql', 'configuration: { docker_image: spilo }')).toEqual([]);
  });

  it('say nothing where no reference stands, and of what is pushed', () => {
    expect(named('kafka.strimzi.io/v1 KafkaConnect', 'spec: { image: "not one!", build: { output: { image: "a:1" } } }')).toEqual([]);
  });

  it('name clusters and packages', () => {
    expect(named('kind.x-k8s.io/v1alpha4 Cluster', 'nodes: [{ role: worker, image: kindest/node }]')).toEqual(['kindest/node']);
    expect(named('k3d.io/v1alpha5 Simple', 'image: rancher/k3s\nvolumes: [{ volume: "a:/b" }]')).toEqual(['rancher/k3s']);
    expect(named('pkg.crossplane.io/v1 Provider', 'spec: { package: "xpkg.upbound.io/a/b:v1" }')).toEqual(['xpkg.upbound.io/a/b:v1']);
    expect(named('tekton.dev/v1beta1 TaskRun', 'spec: { taskRef: { name: a, bundle: "ghcr.io/a/b:1" } }')).toEqual(['ghcr.io/a/b:1']);
  });
});

describe('Look-alikes of custom resources', () => {
  it.each([
    ['apiextensions.k8s.io/v1 CustomResourceDefinition', 'spec: { versions: [{ schema: { containers: [{ image: "a:1" }] } }] }'],
    ['kyverno.io/v1 ClusterPolicy', 'spec: { rules: [{ validate: { pattern: { spec: { containers: [{ image: "!*:latest" }] } } } }] }'],
    ['infrastructure.cluster.x-k8s.io/v1beta1 GCPMachineTemplate', 'spec: { template: { spec: { image: "projects/a:1" } } }'],
    ['kops.k8s.io/v1alpha2 InstanceGroup', 'spec: { image: "ubuntu/x:1" }'],
    ['compute.gcp.upbound.io/v1beta1 Instance', 'spec: { forProvider: { image: "debian-cloud/debian:11" } }'],
    ['kustomize.config.k8s.io/v1beta1 Other', 'spec: { image: "a:1" }'],
    ['apiextensions.crossplane.io/v1 CompositeResourceDefinition', 'spec: { openAPIV3Schema: { containers: [{ image: "a:1" }] } }'],
    ['v1 ConfigMap', 'spec: { image: "a:1" }'],
    ['skaffold/v4beta6 Config', 'spec: { image: "a:1" }'],
  ])('%s', (resource, lines) => {
    expect(named(resource, lines)).toEqual([]);
  });

  it('are no manifests to begin with', () => {
    const text = 'spec: { image: "ghcr.io/a/b:1" }\n';
    expect(readers(['a.yaml', 'a.json'], text)).toEqual(['a.yaml -', 'a.json -']);
    expect(readers(['a.yaml', 'a.json', 'a.txt'], `apiVersion: example.com/v1\nkind: A\n${text}`)).toEqual(['a.yaml custom-resource', 'a.json custom-resource', 'a.txt -']);
  });
});

describe('OpenShift', () => {
  it('names what builds and streams come from, and what templates are filled with', () => {
    checkPlaces('kubernetes', 'a.yaml', `
      apiVersion: template.openshift.io/v1
      kind: Template
      objects:
      - apiVersion: build.openshift.io/v1
        kind: BuildConfig
        spec:
          strategy: { dockerStrategy: { from: { kind: DockerImage, name: "ubi:9" } } }
          #                                                               ^^^^^ value docker.io/library/ubi:9
          source: { images: [{ from: { kind: ImageStreamTag, name: "a:1" } }] }
          output: { to: { kind: DockerImage, name: "pushed:1" } }
      - apiVersion: v1
        kind: ImageStream
        spec:
          tags:
          - from: { kind: DockerImage, name: quay.io/a/b:1 }
          #                                  ^^^^^^^^^^^^^ value quay.io/a/b:1
          - from: { kind: ImageStreamTag, name: b:1 }
      - apiVersion: v1
        kind: Pod
        spec: { containers: [{ image: "\${IMAGE}" }, { image: "\${A}/\${B}" }] }
        #                              ^^^^^^^^ container (placeholder)
        #                                                     ^^^^^^^^^ container (placeholder)
      parameters:
      - { name: IMAGE, value: "nginx:1" }
      #                        ^^^^^^^ value docker.io/library/nginx:1
      - { name: A, value: "redis:7" }
    `);
  });
});

describe('Tekton', () => {
  it('takes the default of a parameter for an image where one is nothing else', () => {
    check(`
      apiVersion: tekton.dev/v1
      kind: Task
      spec:
        params:
        - name: IMAGE
          default: "out:1"
        - name: BUILDER
          default: quay.io/a/builder:1
          #        ^^^^^^^^^^^^^^^^^^^ value quay.io/a/builder:1
        stepTemplate: { image: alpine }
        #                      ^^^^^^ container docker.io/library/alpine
        steps:
        - image: $(params.BUILDER)
        #        ^^^^^^^^^^^^^^^^^ container (placeholder)
          args: [$(params.IMAGE)]
    `);
  });

  it('runs the image of an action of a step', () => {
    check(`
      apiVersion: tekton.dev/v1beta1
      kind: StepAction
      spec:
        params: [{ name: TKN, default: "ghcr.io/tektoncd/tkn:1" }]
        #                               ^^^^^^^^^^^^^^^^^^^^^^ value ghcr.io/tektoncd/tkn:1
        image: $(params.TKN)
        #      ^^^^^^^^^^^^^ container (placeholder)
        script: echo
    `);
  });
});

describe('A stream of workloads and custom resources', () => {
  const text = undrawn(`apiVersion: v1
kind: Pod
spec: { containers: [{ image: a }] }
---
apiVersion: example.com/v1
kind: A
spec: { containers: [{ image: b }] }
---
apiVersion: v1
kind: List
items:
- { apiVersion: v1, kind: Pod, spec: { containers: [{ image: c }] } }
- { apiVersion: example.com/v1, kind: A, spec: { containers: [{ image: d }] } }
---
apiVersion: batch.volcano.sh/v1alpha1
kind: Job
spec: { tasks: [{ template: { spec: { containers: [{ image: e }] } } }] }
`);

  it('tells them apart, so that each can be switched off', () => {
    expect(formatFor({ path: 'a.yaml', text })?.id).toBe('kubernetes');
    expect(kubernetes.read(text).uses.map(({ raw, format }) => `${raw} ${format}`)).toEqual([
      'a kubernetes', 'b custom-resource', 'c kubernetes', 'd custom-resource', 'e custom-resource',
    ]);
  });

  it('gives its workloads alone where custom resources are switched off', () => {
    const read = createReader();
    const uses = read({ path: 'a.yaml', text }, { ...defaultPolicy, disabledFormats: ['custom-resource'] })?.uses ?? [];
    expect(uses.map(({ raw }) => raw)).toEqual(['a', 'c']);
  });

  it('is read as far as lines tell while it is broken', () => {
    const broken = 'apiVersion: tekton.dev/v1\nkind: Task\nspec:\n  steps:\n  - image: a\n    script: "x\n  - image: b\n  sidecars:\n  - image: c\nstatus:\n  image: d:1\n';
    expect(customResource.read(broken).uses.map(({ raw }) => raw)).toEqual(['a', 'b', 'c']);
    const longer = 'apiVersion: a.example/v1\nkind: A\nx: [\nspec:\n  coreImage: a/b:1\n  uiImage: a/c\n';
    expect(customResource.read(longer).uses.map(({ raw }) => raw)).toEqual(['a/b:1']);
    const package_ = 'apiVersion: pkg.crossplane.io/v1\nkind: Provider\nx: [\nspec:\n  package: "a/b:1"\n  image: "x!"\n';
    expect(customResource.read(package_).uses.map(({ raw }) => raw)).toEqual(['a/b:1']);
  });
});
