import { describe, expect, it } from 'vitest';
import { readEmbedded } from '../../server/src/service/reading';
import { planIgnoreLine } from '../../server/src/service/ignore-line';
import { tilt } from '../../server/src/formats/tilt';
import { checkPlaces, embedding, readers } from '../support/check-places';
import { readDockerRun } from '../support/docker-run';

describe('Tiltfiles', () => {
  it('name images in the texts that they hand on, and no outputs', () => {
    const drawn = `
      docker_build('acme/app', '.', dockerfile_contents='''
      FROM node:20
      #    ^^^^^^^ base docker.io/library/node:20
      ''', build_args={'FROM': 'redis'})
      docker_build('acme/b', 'nginx')
      docker_build('c', '.', dockerfile_contents='FROM golang:1.26\\nRUN x\\n')
      #                                                ^^^^^^^^^^^ base docker.io/library/golang:1.26
      local('docker run nginx:1')
      #                 ^^^^^^^ tool docker.io/library/nginx:1
      local_resource('docker run redis', 'docker run nginx:2', serve_cmd="docker run nginx:3")
      #                                              ^^^^^^^ tool docker.io/library/nginx:2
      #                                                                              ^^^^^^^ tool docker.io/library/nginx:3
      local_resource('x', cmd='docker run nginx:4')
      #                                   ^^^^^^^ tool docker.io/library/nginx:4
      local('docker run {}:{}'.format(a, b))
      #                 ^^^^^ tool (placeholder)
      local('docker run redis' + x)
      dockerfile_header = '''
      FROM alpine:3
      #    ^^^^^^^^ base docker.io/library/alpine:3
      COPY --from=helper /a /b
      '''
      text = '''
      FROM redis
      '''
      deployment_create('a', image='curlimages/curl')
      #                             ^^^^^^^^^^^^^^^ container docker.io/curlimages/curl
      print('docker run redis')
      k8s_yaml(blob("""
      apiVersion: v1
      kind: Pod
      spec: { containers: [{ image: 'postgres:16' }] }
      #                              ^^^^^^^^^^^ container docker.io/library/postgres:16
      """))
      # local('docker run redis')
    `;
    checkPlaces('tilt', 'Tiltfile', drawn, embedding(readDockerRun));
  });

  it('are told by their names', () => {
    expect(readers(['Tiltfile', 'tools/dev.tiltfile', 'Tiltfile.md'], '')).toEqual(['Tiltfile tilt', 'tools/dev.tiltfile tilt', 'Tiltfile.md -']);
  });

  it('take an ignore above the call, and not within its text', () => {
    const text = "x = 1\ndocker_build('a', '.', dockerfile_contents='''\nFROM node\n''')\n";
    const document = tilt.read(text, { siblings: new Map(), readEmbedded });
    const [use] = document.uses;
    if (!use) throw new Error('no use');
    const { edits } = planIgnoreLine(tilt, document, use, { rule: 'tag-missing' });
    expect(edits).toEqual([{ range: { start: 6, end: 6 }, newText: '# plimsoll-ignore-next-line tag-missing\n' }]);
  });
});
