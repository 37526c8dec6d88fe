import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../server/src/core/range';
import { withDigest } from '../../server/src/core/reference';
import { jenkins } from '../../server/src/formats/jenkins';
import { checkPlaces, embedding, readers } from '../support/check-places';
import { readDockerRun } from '../support/docker-run';

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;

describe('Pipelines of Jenkins', () => {
  it('name images of agents', () => {
    checkPlaces('jenkins', 'Jenkinsfile', `
      pipeline {
        agent {
          docker {
            label 'big'
            image 'node:20'
            #      ^^^^^^^ container docker.io/library/node:20
            args '-v image:/x'
          }
        }
        stages {
          stage('image') {
            agent { docker 'golang:1.26' }
            #               ^^^^^^^^^^^ container docker.io/library/golang:1.26
            steps { echo 'x' }
          }
          stage('b') { agent { dockerContainer { image "gradle:8" } } }
          #                                             ^^^^^^^^ container docker.io/library/gradle:8
          stage('c') { agent { docker { image("alpine:3") } } }
          #                                    ^^^^^^^^ container docker.io/library/alpine:3
          stage('d') { agent { docker { image "acme/\${env.X ?: "y"}:1" } } }
          #                                    ^^^^^^^^^^^^^^^^^^^^^^ container (placeholder)
          stage('e') { agent { docker { image IMAGE } } }
          stage('f') { agent { dockerfile { filename 'Dockerfile.build' } } }
        }
      }
    `);
  });

  it('name images in scripts, and none that is built', () => {
    checkPlaces('jenkins', 'ci/Jenkinsfile.release', `
      #!groovy
      // docker.image('redis')
      /* docker.image('redis') */
      node('docker') {
        docker.withRegistry('https://registry.example', 'login') {
          docker.image('maven:3').inside('-v a:/b') { sh 'mvn' }
          #             ^^^^^^^ container docker.io/library/maven:3
          def db = docker.image("postgres:16").run()
          #                      ^^^^^^^^^^^ container docker.io/library/postgres:16
          def app = docker.build("acme/app:\${env.BUILD_ID}")
          docker.image('acme/app').push('latest')
          docker.image('acme/' + name).pull()
          def pattern = /docker.image('redis')/
          def half = total / 2
          println 'it\\'s docker.image("redis")'
          image 'busybox'
        }
      }
    `);
  });

  it('name images of pods, wherever their YAML begins', () => {
    const drawn = `
      pipeline {
        agent {
          kubernetes {
            yaml '''
              apiVersion: v1
              kind: Pod
              spec:
                containers:
                - name: a
                  image: maven:3 # ours
                  #      ^^^^^^^ container docker.io/library/maven:3
                  command: ["sh", "-c", "it's"]
            '''
          }
        }
      }
      podTemplate(yaml: """\\
          spec:
            initContainers:
              - image: alpine:3
              #        ^^^^^^^^ init docker.io/library/alpine:3
            containers:
              - image: "acme/\${x}"
              #         ^^^^^^^^^ container (placeholder)
          """.stripIndent(), containers: [
        containerTemplate(name: 'image', image: 'golang:1.26', command: 'cat'),
        #                                        ^^^^^^^^^^^ container docker.io/library/golang:1.26
      ]) {
        node(POD_LABEL) { container('maven') { sh 'x' } }
      }
    `;
    checkPlaces('jenkins', 'Jenkinsfile', drawn, embedding());
  });

  it('say at its own place in a pod when an image is fetched', () => {
    const policies = (pod: string): unknown[] => {
      const text = `podTemplate(yaml: ${pod}) { }\n`;
      return jenkins.read(text, embedding()).uses.map(({ pullPolicy }) => pullPolicy && [pullPolicy.raw, text.slice(pullPolicy.range.start, pullPolicy.range.end)]);
    };
    const spec = 'apiVersion: v1\nkind: Pod\nspec: { containers: [{ image: "a:1", imagePullPolicy: Never }] }\n';
    expect(policies(`'''\n${spec}'''`)).toEqual([['Never', 'Never']]);
    // In this one the word is written with an escape.
    expect(policies(`"""\n${spec.replace('Never', 'Ne\\u0076er')}"""`)).toEqual([undefined]);
  });

  it('name images of pods that say one half of what they are', () => {
    const drawn = `
      podTemplate(yaml: '''
          kind: Pod
          spec:
            containers:
              - image: maven:3
              #        ^^^^^^^ container docker.io/library/maven:3
      ''') { }
      podTemplate(yaml: '''
          apiVersion: v1
          spec:
            volumes: [{ persistentVolumeClaim: { kind: x } }]
            containers:
              - image: golang:1.26
              #        ^^^^^^^^^^^ container docker.io/library/golang:1.26
      ''') { }
    `;
    checkPlaces('jenkins', 'Jenkinsfile', drawn, embedding());
  });

  it('are known in Groovy by what only they say', () => {
    const texts = ['pipeline {\n  agent { docker "x" }\n}\n', '@Library("acme") _\nnode { docker }\n', 'podTemplate(yaml: pod) { }\n', 'def image = "docker"\n', 'apply plugin: "docker"\ndocker { image "x" }\n'];
    expect(texts.flatMap(text => readers(['ci/build.groovy'], text))).toEqual([
      'ci/build.groovy jenkins', 'ci/build.groovy jenkins', 'ci/build.groovy jenkins', 'ci/build.groovy -', 'ci/build.groovy -',
    ]);
  });

  it('hand their scripts on', () => {
    const drawn = `
      node {
        sh 'docker run nginx:1 x'
        #              ^^^^^^^ tool docker.io/library/nginx:1
        sh(script: "docker run nginx:2 \\"x\\"", returnStdout: true)
        #                      ^^^^^^^ tool docker.io/library/nginx:2
        sh returnStdout: true, script: '''
          docker run nginx:3
        '''
        sh script: 'docker run nginx:4', returnStdout: true
        #                      ^^^^^^^ tool docker.io/library/nginx:4
        echo 'docker run redis'
        bat 'docker run redis'
      }
    `;
    checkPlaces('jenkins', 'Jenkinsfile', drawn, embedding(readDockerRun));
  });

  it('are read as far as they are typed', () => {
    checkPlaces('jenkins', 'Jenkinsfile', `
      pipeline { agent { docker { image 'node:20' } }
      #                                  ^^^^^^^ container docker.io/library/node:20
        stages { stage('a') { agent { docker 'x
        #                                     ^ container docker.io/library/x
    `);
  });

  it('are told by their names', () => {
    expect(readers(['Jenkinsfile', 'Jenkinsfile.groovy', 'ci/a.jenkinsfile', 'Jenkinsfile.md', 'a.groovy', 'a.gradle'], "docker.image('x')")).toEqual([
      'Jenkinsfile jenkins', 'Jenkinsfile.groovy jenkins', 'ci/a.jenkinsfile jenkins', 'Jenkinsfile.md -', 'a.groovy jenkins', 'a.gradle -',
    ]);
  });

  it('are edited between the quotes, and have comments of their own', () => {
    const text = "node {\n  docker.image( 'node:20' ) // x\n}\n";
    const [use] = jenkins.read(text).uses;
    if (!use?.reference) throw new Error('no use');
    const edits = jenkins.edit(use, withDigest(use.reference, digest));
    if ('disabled' in edits) throw new Error('no edit');
    expect(applyEdits(text, edits)).toBe(text.replace('node:20', `node:20@${digest}`));
    expect(jenkins.commentSign).toBe('//');
    expect(jenkins.commentPlace(text, use.range.start)).toBe(text.indexOf('  docker'));
    const [comment] = jenkins.read(`// plimsoll-ignore-next-line x\nsh '''\n// plimsoll-ignore-next-line y\n'''\n`).comments;
    expect(comment).toMatchObject({ text: 'plimsoll-ignore-next-line x', governs: { start: 31, end: 72 } });
  });
});
