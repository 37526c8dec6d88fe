import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../server/src/core/range';
import { withDigest } from '../../server/src/core/reference';
import { ansible } from '../../server/src/formats/ansible';
import { checkPlaces, readers } from '../support/check-places';

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;

describe('Ansible', () => {
  it('names images of containers in plays, blocks and handlers', () => {
    checkPlaces('ansible', 'site.yml', `
      ---
      # all
      - hosts: all
        vars: { image: redis, docker_image: redis }
        tasks:
          - name: start
            community.docker.docker_container:
              name: web
              image: nginx:1.27
              #      ^^^^^^^^^^ container docker.io/library/nginx:1.27
              env: { image: redis }
            when: image is defined
          - block:
              - docker_container: { image: "{{ image }}", name: a }
              #                             ^^^^^^^^^^^ container (placeholder)
              - containers.podman.podman_container: { image: 'quay.io/acme/app:{{ v }}' }
              #                                               ^^^^^^^^^^^^^^^^^^^^^^^^ container (placeholder)
        handlers:
          - docker_swarm_service: { name: x, image: redis:7 }
          #                                         ^^^^^^^ service docker.io/library/redis:7
    `);
  });

  it('names images that are pulled, and none that is built, loaded or taken away', () => {
    checkPlaces('ansible', 'roles/a/tasks/main.yml', `
      - docker_image: { name: redis, tag: "7", source: pull }
      #                       ^^^^^ value docker.io/library/redis:7 no fix
      - docker_image: { name: 'alpine:3' }
      #                        ^^^^^^^^ value docker.io/library/alpine:3
      - community.docker.docker_image_pull: { name: ghcr.io/acme/app, tag: 1.2 }
      #                                             ^^^^^^^^^^^^^^^^ value ghcr.io/acme/app:1.2 no fix
      - docker_image: { name: acme/app, source: build, build: { path: . } }
      - docker_image: { name: acme/app, build: { path: . } }
      - docker_image: { name: acme/app, source: local, push: true }
      - docker_image: { name: acme/app, load_path: /a.tar, source: load }
      - docker_image: { name: acme/app, state: absent }
      - podman_image: { name: quay.io/acme/app, tag: "{{ tag }}" }
      #                       ^^^^^^^^^^^^^^^^ value (placeholder) no fix
    `);
  });

  it('names images in arguments that stand in a row', () => {
    checkPlaces('ansible', 'tasks/main.yml', `
      - community.docker.docker_container: name=x image=nginx:1.25 state=started
      #                                                 ^^^^^^^^^^ container docker.io/library/nginx:1.25
      - docker_container: >
          name=x command="sh -c 'x image=redis'"
          image="quay.io/acme/app:1"
          #      ^^^^^^^^^^^^^^^^^^ container quay.io/acme/app:1
      - docker_container:
          name=x env="A=\\" image=redis"
          image='alpine:3'
          #      ^^^^^^^^ container docker.io/library/alpine:3
      - docker_container: "name=x image={{ image | default('a') }}:1 state=started"
      #                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ container (placeholder)
      - docker_container: 'name=x image={{ registry }}/app:{{ tag }} state=started'
      #                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ container (placeholder)
      - docker_container: name=x state=absent
      - docker_container: image
      - docker_image: name=redis tag=7
      #                    ^^^^^ value docker.io/library/redis:7 no fix
      - docker_image: name=ghcr.io/acme/app:2 source=pull
      #                    ^^^^^^^^^^^^^^^^^^ value ghcr.io/acme/app:2
      - docker_image: name=acme/app path=. state=present
      - docker_image: name=acme/app state=absent
      - docker_image: name=acme/app source=build
      - k8s: image=redis
      - debug: image=redis
    `);
  });

  it('names images of several containers, and of projects of Compose that stand in a task', () => {
    checkPlaces('ansible', 'tasks/main.yml', `
      - containers.podman.podman_containers:
          containers:
            - name: a
              image: alpine:3.7
              #      ^^^^^^^^^^ container docker.io/library/alpine:3.7
            - { name: b, image: busybox }
            #                   ^^^^^^^ container docker.io/library/busybox
      - community.docker.docker_compose_v2:
          definition:
            services:
              web: { image: nginx:1 }
              #             ^^^^^^^ service docker.io/library/nginx:1
              own: { image: acme/app, build: . }
      - docker_stack:
          compose:
            - /opt/compose.yml
            - services:
                db:
                  image: postgres:16
                  #      ^^^^^^^^^^^ service docker.io/library/postgres:16
      - containers.podman.podman_save: { image: redis }
    `);
  });

  it('names images of manifests that stand in a task', () => {
    checkPlaces('ansible', 'playbook.yml', `
      - hosts: localhost
        tasks:
          - kubernetes.core.k8s:
              state: present
              definition:
                apiVersion: apps/v1
                kind: Deployment
                spec:
                  template:
                    spec:
                      initContainers: [{ image: "busybox:1" }]
                      #                          ^^^^^^^^^ init docker.io/library/busybox:1
                      containers:
                        - image: nginx:1
                        #        ^^^^^^^ container docker.io/library/nginx:1
    `);
  });

  it('has the words in files that are none of its own', () => {
    const task = 'docker_container: { image: nginx }\n';
    expect(readers(['a.yml', 'tasks/b.yaml', 'a.json'], `- ${task}`)).toEqual(['a.yml ansible', 'tasks/b.yaml ansible', 'a.json -']);
    expect(readers(['a.yml'], task)).toEqual(['a.yml -']);
    expect(readers(['a.yml'], `- ${task}\n---\napiVersion: v1\nkind: Pod\n`)).toEqual(['a.yml kubernetes']);
    checkPlaces('ansible', 'a.yml', '- docker_container: nginx\n- docker_image: nginx\n- x: { docker_container_info: { image: nginx } }\n');
  });

  it('is read as far as it is typed', () => {
    checkPlaces('ansible', 'a.yml', `
      - docker_container:
          image: nginx:1
          #      ^^^^^^^ container docker.io/library/nginx:1
          env: { a: "
      - docker_container:
          image: 
    `);
  });

  it('visits a manifest once, however many tasks take it', () => {
    const text = '- x: &m { containers: [{ image: nginx }] }\n- k8s: { definition: *m }\n- k8s: { definition: *m }\n';
    expect(ansible.read(text).uses.map(({ raw }) => raw)).toEqual(['nginx']);
    const shared = '- x: &c [{ image: redis }]\n- podman_containers: { containers: *c }\n- podman_containers: { containers: *c }\n- x: &p { services: { a: { image: nginx } } }\n- docker_stack: { compose: [*p, *p] }\n';
    expect(ansible.read(shared).uses.map(({ raw }) => raw)).toEqual(['redis', 'nginx']);
  });

  it('is edited as other YAML, where a digest has its place', () => {
    const text = '- docker_container: { image: "nginx:1" } # x\n';
    const [use] = ansible.read(text).uses;
    if (!use?.reference) throw new Error('no use');
    const edits = ansible.edit(use, withDigest(use.reference, digest));
    if ('disabled' in edits) throw new Error('no edit');
    expect(applyEdits(text, edits)).toBe(text.replace('nginx:1', `nginx:1@${digest}`));
  });
});
