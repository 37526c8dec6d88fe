import { describe, expect, it } from 'vitest';
import { pending, unknown } from '../../server/src/core/fact';
import { render } from '../../server/src/core/message';
import { holding } from '../support/contents';
import { checkText, expectDrawn } from '../support/drawn-findings';

const rule = 'user-nonroot';
const nonroot = holding(rule, { user: '65532', shell: 'sh', packageManager: 'apk' });
const manifest = (user = '65532') => ({ ...holding(rule, { user }), path: 'pod.yaml' });

function said(lines: string): string[] {
  return checkText(`FROM a\n${lines}\n`, nonroot).findings.filter(found => found.rule === rule).map(({ message }) => render(message));
}

describe('user-nonroot in a Dockerfile', () => {
  it('stands at what only root may do, up to the first USER', () => {
    expectDrawn(`
      FROM cgr.dev/chainguard/node:latest-dev
      #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ related user-nonroot: The image is named here.
       RUN apk add git
      #^^^^^^^^^^^^^^^ information user-nonroot: Packages cannot be installed as user 65532
       RUN addgroup app && adduser -D -G app app
      #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ related user-nonroot: This needs root, and the user is 65532
      USER root
      RUN apk add curl
    `, nonroot);
  });

  it.each([
    'RUN useradd app', 'RUN mkdir -p /srv/app', 'RUN mkdir /models', 'RUN echo x > /etc/motd', 'RUN echo x | tee "/etc/hosts"', 'RUN cp build/app /usr/local/bin/app', 'RUN ln -s /app/run /usr/bin/run', 'RUN chmod +x /usr/local/bin/run.sh',
    'RUN chown -R 1000:1000 /opt/app', 'RUN <<EOF\nset -e\nmv app /usr/bin/app\nEOF', 'RUN ["mkdir", "/models"]', 'RUN update-ca-certificates', 'WORKDIR /app\nRUN mkdir -p /models/a',
  ])('sees that %j needs root', lines => {
    expect(said(lines)).toEqual(['This needs root, and the user is 65532']);
  });

  it.each([
    'RUN npm ci', 'RUN cp /etc/hosts .', 'RUN mkdir -p /app/data /tmp/x build', 'RUN cat /etc/passwd > /tmp/x', 'RUN ln -s /usr/bin/python3 python', 'RUN rm -rf /root/.cache', 'RUN echo "> /etc/motd"', 'RUN echo x > /dev/null',
    'RUN mkdir -p ~/.npm && chmod 700 ~/.npm', 'RUN sudo mkdir /models', 'RUN sudo apk add git', 'COPY app /usr/local/bin/app', 'WORKDIR /models\nRUN mkdir -p /models/a', 'COPY --chown=65532 . /srv/app\nRUN chmod +x /srv/app/run',
    'RUN apk info', 'RUN mkdir /home/nonroot/x', 'RUN ls / > list', 'ONBUILD RUN apk add git', 'RUN mkdir $HOME/x', 'RUN cp -r a b',
  ])('takes %j for nothing that needs root', lines => {
    expect(said(lines)).toEqual([]);
  });

  it('notes a port below 1024 of what is shipped as that user', () => {
    expectDrawn(`
      FROM a AS base
      #    ^ related user-nonroot: The image is named here.
       EXPOSE 8080 443/tcp
      #^^^^^^^^^^^^^^^^^^^ information user-nonroot: Port 443 may be closed to user 65532
      FROM base
      EXPOSE 8080 $PORT 1024
    `, nonroot);
    expectDrawn('FROM a AS base\n EXPOSE 80\nFROM base\nUSER 0\n', nonroot);
    expectDrawn('FROM a AS base\n EXPOSE 80\nFROM scratch\nCOPY --from=base / /\n', { ...nonroot, facts: use => (use.stage?.index === 0 && typeof nonroot.facts === 'object' ? nonroot.facts : {}) });
  });

  it('keeps the user through the stages that are built on each other', () => {
    expectDrawn('FROM a AS base\nUSER root\nFROM base\n RUN apk add git\n', nonroot);
    expectDrawn(`
      FROM a AS base
      #    ^ related user-nonroot: The image is named here.
      FROM base AS tools
      USER root
      FROM base
       RUN apk add git
      #^^^^^^^^^^^^^^^ information user-nonroot: Packages cannot be installed as user 65532
    `, nonroot);
  });

  it('says nothing of images that run as root, of what is not known, and of what has no name', () => {
    for (const user of ['0', 'root', '0:0']) expectDrawn('FROM a\n RUN apk add git\nEXPOSE 80\n', holding(rule, { user }));
    for (const contents of [pending, unknown('not-in-catalog')]) expectDrawn('FROM a\n RUN apk add git\n', { facts: { contents }, only: [rule] });
    expectDrawn('FROM scratch\n RUN apk add git\nFROM $WHO\n RUN apk add git\n', nonroot);
  });
});

describe('user-nonroot in a manifest', () => {
  it('stands at a port below 1024', () => {
    expectDrawn(`
      apiVersion: v1
      kind: Pod
      spec:
        containers:
          - image: a
          #        ^ related user-nonroot: The image is named here.
            ports:
              - containerPort: 8080
              - { name: web, containerPort: 80 }
              #                             ^^ information user-nonroot: Port 80 may be closed to user 65532
    `, manifest());
  });

  it.each([
    ['the container runs as root', '', 'securityContext: { runAsUser: 0 }'],
    ['the pod runs as root', 'securityContext: { runAsUser: 0 }', 'stdin: false'],
    ['the container may bind it', '', 'securityContext: { capabilities: { drop: [ALL], add: [NET_BIND_SERVICE] } }'],
    ['the pod opens all ports', 'securityContext: { sysctls: [{ name: net.ipv4.ip_unprivileged_port_start, value: "0" }] }', 'stdin: false'],
  ])('says nothing of it where %s', (_, spec, container) => {
    const text = `apiVersion: v1\nkind: Pod\nspec:\n  ${spec}\n  containers:\n    - image: a\n      ports: [{ containerPort: 80 }]\n      ${container}\n`;
    expectDrawn(text, manifest());
  });

  it('takes the word of the container before that of its pod', () => {
    expectDrawn(`
      apiVersion: v1
      kind: Pod
      spec:
        securityContext: { runAsUser: 0, runAsNonRoot: true }
        containers:
          - image: a
          #        ^ related user-nonroot: The image is named here.
            securityContext: { runAsUser: 1000, runAsNonRoot: false }
            ports: [{ containerPort: 80 }]
            #                        ^^ information user-nonroot: Port 80 may be closed to user 1000
    `, manifest());
  });

  it('says that runAsNonRoot refuses a root image', () => {
    expectDrawn(`
      apiVersion: v1
      kind: Pod
      spec:
        securityContext:
          runAsNonRoot: true
          #             ^^^^ information user-nonroot: runAsNonRoot refuses gcr.io/distroless/static: its user is root
        containers:
          - image: gcr.io/distroless/static
          #        ^^^^^^^^^^^^^^^^^^^^^^^^ related user-nonroot: The image is named here.
    `, manifest('0'));
  });

  it('says that runAsNonRoot cannot tell by a name', () => {
    expectDrawn(`
      apiVersion: v1
      kind: Pod
      spec:
        containers:
          - image: dhi.io/node:24
          #        ^^^^^^^^^^^^^^ related user-nonroot: The image is named here.
            securityContext: { runAsNonRoot: true }
            #                                ^^^^ information user-nonroot: runAsNonRoot needs a runAsUser beside it: the user of dhi.io/node:24 is the name node
    `, manifest('node'));
  });

  it.each([
    ['a number', '65532', 'securityContext: { runAsNonRoot: true }'],
    ['a number and a group', '65532:nonroot', 'securityContext: { runAsNonRoot: true }'],
    ['a runAsUser beside it', 'node', 'securityContext: { runAsNonRoot: true, runAsUser: 1000 }'],
    ['no such demand', '0', 'securityContext: { runAsNonRoot: false }'],
  ])('says nothing of runAsNonRoot with %s', (_, user, container) => {
    expectDrawn(`apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - image: a\n      ${container}\n`, manifest(user));
  });

  it('names each of two images that one demand of their pod refuses', () => {
    const text = 'apiVersion: v1\nkind: Pod\nspec:\n  securityContext: { runAsNonRoot: true }\n  containers:\n    - image: a\n    - image: b\n';
    const [finding, ...others] = checkText(text, manifest('0')).findings.filter(found => found.rule === rule);
    expect(others).toEqual([]);
    expect(finding?.related.map(({ range }) => text.slice(range.start, range.end))).toEqual(['a', 'b']);
  });
});
