import { describe, expect, it } from 'vitest';
import { readEmbedded } from '../../server/src/service/reading';
import { planIgnoreLine } from '../../server/src/service/ignore-line';
import { readShell } from '../../server/src/formats/commands/read-shell';
import { tilt } from '../../server/src/formats/tilt';
import { checkPlaces, embedding, readers } from '../support/check-places';

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
      local('docker run ' + 'nginx:5' + ' -c ' + str(x[1]))
      #                      ^^^^^^^ tool docker.io/library/nginx:5
      local(('docker run -v %s' % a.b[0] + ':/a ' +
             'nginx:6'))
             #^^^^^^^ tool docker.io/library/nginx:6
      local_resource('x', serve_cmd='docker run '
        'nginx:7 '
        #^^^^^^^ tool docker.io/library/nginx:7
        'sleep')
      local(' && '.join(['cd x', 'docker run nginx:8' , y]))
      #                                      ^^^^^^^ tool docker.io/library/nginx:8
      local('docker run ' + 'red' + 'is:7')
      local('docker run ' + image + ':7')
      local('docker run redis:' + tag)
      local('docker run redis'.replace('redis', 'x'))
      local('docker run redis' if x else '')
      local('docker run redis'[0:3])
      local(['docker', 'run', 'nginx:9', "it's"])
      #                        ^^^^^^^ tool docker.io/library/nginx:9
      local(['docker', 'run', 'redis' + x])
      local(['bash', '-ec', "echo 'x'; docker run nginx:10"])
      #                                           ^^^^^^^^ tool docker.io/library/nginx:10
      command = 'docker run ' + \\
        'nginx:11'
        #^^^^^^^^ tool docker.io/library/nginx:11
      other = 'docker run redis'
      local(command)
      custom_build('acme/c', 'docker run nginx:12 && docker build -t $EXPECTED_REF .', ['.'])
      #                                  ^^^^^^^^ tool docker.io/library/nginx:12
      df = '''
      FROM tools:1 AS tools
      #    ^^^^^^^ base docker.io/library/tools:1
      FROM {base}
      #    ^^^^^^ base (placeholder)
      COPY --from=redis:7 /a /a
      #           ^^^^^^^ stage-copy docker.io/library/redis:7
      '''.format(base='x')
      nerdctl_build('acme/d', '.', dockerfile_contents=df)
      docker_build('acme/e', '.', dockerfile_contents='ARG V=' + v + '\\nFROM redis:$V')
      #                                                                      ^^^^^^^^ base (placeholder) no fix
      docker_build('acme/e', '.', dockerfile_contents='\\n'.join(['FROM node:22', 'RUN x', more]))
      #                                                                ^^^^^^^ base docker.io/library/node:22
      k8s_yaml(blob('''
      kind: Pod
      apiVersion: v1
      metadata: {name: ''' + name + '''}
      spec: { containers: [{ image: 'postgres:17' }, {image: ''' + i + '''}] }
      #                              ^^^^^^^^^^^ container docker.io/library/postgres:17
      '''))
      job_create('b', image='redis' + x)
      k8s_yaml(job_yaml('b', 'nginx:13'))
      #                       ^^^^^^^^ container docker.io/library/nginx:13
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
    checkPlaces('tilt', 'Tiltfile', drawn, embedding(text => readShell('shell', text)));
  });

  it('hand on texts that do not grow without end', () => {
    const lengths: number[] = [];
    const text = `local('${'x'.repeat(1_000)}'.join([${"'a', ".repeat(1_000)}]))`;
    tilt.read(text, { siblings: new Map(), readEmbedded: (_, script) => (lengths.push(script.length), { uses: [], comments: [] }) });
    expect(Math.max(0, ...lengths)).toBeLessThan(text.length);
  });

  it('have parentheses only so deep', () => {
    const text = `local(${"('a' + ".repeat(20_000)}'b'${')'.repeat(20_001)}`;
    expect(() => tilt.read(text)).not.toThrow();
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
