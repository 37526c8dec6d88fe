import { describe, expect, it } from 'vitest';
import { pending, unknown } from '../../server/src/core/fact';
import { firstHolding, holding } from '../support/contents';
import { expectDrawn } from '../support/drawn-findings';
import { fixesOf, inExecForm, settling } from '../support/offered-fixes';

const none = holding('shell-missing', { shell: '' });
const manifest = { ...none, path: 'pod.yaml' };

describe('shell-missing in a Dockerfile', () => {
  it('stands at the first instruction that needs one, with the others beside it', () => {
    expectDrawn(`
      FROM gcr.io/distroless/cc
      #    ^^^^^^^^^^^^^^^^^^^^ related shell-missing: The image is named here.
       RUN make
      #^^^^^^^^ warning shell-missing: RUN needs a shell, and gcr.io/distroless/cc has none
       ENTRYPOINT ["/app"]
       HEALTHCHECK --interval=5m CMD /app check
      #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ related shell-missing: HEALTHCHECK needs a shell, and gcr.io/distroless/cc has none
    `, none);
  });

  it.each([
    ' CMD node server.js', ' CMD ["sh", "-c", "node server.js"]', ' CMD ["/bin/bash", "-c", "x"]', ' ENTRYPOINT exec /app $X', ' ENTRYPOINT ["./entrypoint.sh"]',
    ' ENTRYPOINT ["tini", "-g", "--", "/docker-entrypoint.sh"]', ' RUN ["sh", "-c", "x"]', ' HEALTHCHECK CMD ["/usr/bin/env", "A=b", "sh", "x"]', ' SHELL ["/bin/bash", "-o", "pipefail", "-c"]\n RUN x',
    ' ENTRYPOINT ["tini", "--"]\n CMD node server.js', ' ENTRYPOINT []\n CMD node server.js', ' RUN --network=none <<EOF\nmake\nEOF',
  ])('warns of %j', lines => {
    expect(findings(`FROM a\n${lines}\n`)).toBe(1);
  });

  it.each([
    'CMD ["node", "server.js"]', 'ENTRYPOINT ["/app"]', 'RUN ["/app", "--migrate"]', 'HEALTHCHECK NONE', 'HEALTHCHECK CMD ["/app", "check"]', 'CMD []', 'ONBUILD RUN make', 'CMD', 'RUN',
    'COPY <<EOF /run.txt\nRUN make\nEOF', 'CMD old way\nCMD ["/app"]', 'HEALTHCHECK CMD check\nHEALTHCHECK NONE', 'CMD ["/opt/tools/sh", "x"]', 'ENTRYPOINT ["/app"]\nCMD --verbose',
    '# RUN make', 'ENV X="RUN make"',
  ])('says nothing of %j', lines => {
    expect(findings(`FROM a\n${lines}\n`)).toBe(0);
  });

  it('leaves the CMD of an ENTRYPOINT in the shell form alone, which ignores it', () => {
    expectDrawn(`
      FROM a
      #    ^ related shell-missing: The image is named here.
       ENTRYPOINT /app
      #^^^^^^^^^^^^^^^ warning shell-missing: ENTRYPOINT needs a shell, and a has none
       CMD sh
    `, none);
  });

  it.each([
    'COPY --from=busybox:1.36 /bin/busybox /bin/sh', 'COPY --from=busybox ["/bin/sh", "/bin/sh"]', 'COPY --from=build /bin /bin', 'COPY --from=build /rootfs/ /', 'COPY --from=build /sysroot /', 'ADD rootfs.tar.xz /',
    'SHELL ["/busybox/sh", "-c"]', 'SHELL ["node", "-e"]',
  ])('trusts %j to bring one, for what comes after it and is built on it', line => {
    expectDrawn(`FROM a AS base\n ${line}\n RUN make\n CMD make\nFROM base\n RUN make\n`, none);
  });

  it.each(['COPY --from=build /go/bin/ /app/', 'COPY --from=build /app /', 'COPY sh.txt /etc/', 'ADD https://example.com/app /app'])('takes %j for no shell', line => {
    expect(findings(`FROM a\n${line}\nCMD make\n`)).toBe(1);
  });

  it('sees that a mount lends one command its programs', () => {
    expectDrawn(`
      FROM a
      #    ^ related shell-missing: The image is named here.
      RUN --mount=type=bind,from=busybox,source=/bin,target=/bin make
       RUN make
      #^^^^^^^^ warning shell-missing: RUN needs a shell, and a has none
    `, none);
  });

  it('looks at the stages that are built on the image, and starts what the last of them says', () => {
    expectDrawn(`
      FROM a AS base
      #    ^ related shell-missing: The image is named here.
      CMD old
      FROM base AS test
       RUN make
      #^^^^^^^^ warning shell-missing: RUN needs a shell, and a has none
      CMD test
      FROM base
      ENTRYPOINT ["/app"]
    `, none);
    expectDrawn(`
      FROM a AS base
      #    ^ related shell-missing: The image is named here.
       CMD old
      #^^^^^^^ warning shell-missing: CMD needs a shell, and a has none
      FROM base
    `, none);
  });

  it('leaves stages alone that are only copied from, but for what they run', () => {
    expectDrawn(`FROM a AS files\nCOPY . /files\nCMD old way\nHEALTHCHECK CMD old\nFROM scratch\nCOPY --from=files /files /\n`, firstHolding('shell-missing', {}));
  });

  it("does not take a script's name for a script where the image reads it for something else", () => {
    expectDrawn('FROM a\nCMD ["test.sh"]\n', holding('shell-missing', { entrypoint: '/usr/bin/shellcheck' }));
    expect(findings('FROM a\nCMD ["test.sh"]\n', { entrypoint: '/usr/bin/tini --' })).toBe(1);
  });

  it('takes no continuation, comment or heredoc for the end of the words', () => {
    expectDrawn(`
      FROM a
      #    ^ related shell-missing: The image is named here.
       RUN make \\
      #^^^^^^^^^^ warning shell-missing: RUN needs a shell, and a has none …
        # why
        all
       RUN <<EOF
      #^^^^^^^^^ related shell-missing: RUN needs a shell, and a has none
      make
      EOF
    `, none);
  });

  it('offers the exec form where no shell is needed, and only there', () => {
    const text = 'FROM a\nRUN --network=none /app migrate "a b"\nRUN make && make install\nENTRYPOINT exec /app --port=80\nHEALTHCHECK CMD /app check\n';
    expect(settling('shell-missing', fixesOf(text, none))).toEqual(['Write RUN in the exec form', 'Write ENTRYPOINT in the exec form']);
    expect(inExecForm(text, none)).toBe('FROM a\nRUN --network=none ["/app", "migrate", "a b"]\nRUN make && make install\nENTRYPOINT ["/app", "--port=80"]\nHEALTHCHECK CMD /app check\n');
    expect(settling('shell-missing', fixesOf('FROM a\nCMD echo $HOME\n', none))).toEqual([]);
  });

  it('offers no exec form that would start something else', () => {
    const node = holding('shell-missing', { entrypoint: '/usr/bin/node' });
    expect(settling('shell-missing', fixesOf('FROM a\nCMD node server.js\n', node))).toEqual([]);
    expect(settling('shell-missing', fixesOf('FROM a\nENTRYPOINT []\nCMD node server.js\n', node))).toEqual(['Write CMD in the exec form']);
    expect(settling('shell-missing', fixesOf('FROM a\nENTRYPOINT /app\nCMD ["--verbose"]\n', none))).toEqual([]);
  });

  it('says nothing of images with a shell, of what is not known, and of what has no name', () => {
    expectDrawn('FROM a\nRUN make\nCMD make\n', holding('shell-missing', { shell: 'busybox' }));
    expectDrawn('FROM a\nRUN make\nCMD make\n', holding('shell-missing', { entrypoint: 'dockerd-entrypoint.sh' }));
    for (const contents of [pending, unknown('not-in-catalog')]) expectDrawn('FROM a\nRUN make\n', { facts: { contents }, only: ['shell-missing'] });
    expectDrawn('FROM scratch\nRUN make\nFROM $WHO\nRUN make\n', none);
  });
});

describe('shell-missing in a manifest', () => {
  it('stands at commands, probes and hooks', () => {
    expectDrawn(`
      apiVersion: apps/v1
      kind: Deployment
      spec:
        template:
          spec:
            containers:
              - image: a
              #        ^ related shell-missing: The image is named here.
                command: [sh, -c]
                #         ^^ warning shell-missing: command needs a shell, and a has none
                args: ["exec app"]
                livenessProbe:
                  exec: { command: ["/bin/sh", "-c", "check"] }
                  #                  ^^^^^^^ related shell-missing: exec needs a shell, and a has none
                lifecycle:
                  preStop:
                    exec:
                      command:
                        - /scripts/stop.sh
                        # ^^^^^^^^^^^^^^^^ related shell-missing: exec needs a shell, and a has none
    `, manifest);
  });

  it('stands at args where the image starts what it is given', () => {
    const text = `
      apiVersion: v1
      kind: Pod
      spec:
        containers:
          - image: a
          #        ^ related shell-missing: The image is named here.
            args: ["/bin/sh", "-c", "x"]
            #       ^^^^^^^ warning shell-missing: args needs a shell, and a has none
    `;
    expectDrawn(text, manifest);
    expectDrawn(text, { ...holding('shell-missing', { entrypoint: '/usr/bin/tini --' }), path: 'pod.yaml' });
  });

  it.each([
    'command: ["/app"]\nargs: ["sh"]', 'args: ["--shell", "sh"]', 'command: ["/tools/busybox/sh", "-c", "x"]', 'livenessProbe: { httpGet: { path: /bin/sh } }', 'env: [{ name: X, value: "sh" }]', 'command: sh', 'command: []',
    'command: [&a {}, sh]',
  ])('says nothing of %j', lines => {
    expectDrawn(`apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - image: a\n      ${lines.replaceAll('\n', '\n      ')}\n`, manifest);
  });

  it('speaks of the container that runs the image, and of no other', () => {
    expectDrawn('apiVersion: v1\nkind: Pod\nspec:\n  initContainers:\n    - image: a\n  containers:\n    - image: b:$(TAG)\n      command: [sh]\n', manifest);
  });
});

function findings(text: string, contents = {}): number {
  const { length } = fixesOf(text, holding('shell-missing', contents)).filter(({ kind, rule }) => kind === 'ignore-line' && rule === 'shell-missing');
  return length;
}
