import { describe, expect, it } from 'vitest';
import type { CommandWords, Workload } from '../../../server/src/core/workload';
import { kubernetes } from '../../../server/src/formats/kubernetes';
import { readWorkload } from '../../../server/src/formats/kubernetes/workload';
import { dedent } from '../../support/drawn';

/** What the manifest says of the container whose image is the `index`th that it names. */
function workload(manifest: string, index = 0): Workload | undefined {
  const text = dedent(manifest);
  const use = kubernetes.read(text).uses[index];
  if (!use) throw new Error('the manifest names no such image');
  return readWorkload(text, use);
}

const words = (command: CommandWords | undefined) => command?.words;

describe('what a manifest says of a container', () => {
  it('is its command, its args, and what probes and hooks run', () => {
    const found = workload(`
      apiVersion: apps/v1
      kind: StatefulSet
      spec:
        template:
          spec:
            containers:
              - image: a
                command: ["/app", 'it''s']
                args:
                  - --port
                  - "80"
                livenessProbe: { exec: { command: [live] } }
                readinessProbe: { exec: { command: [ready] } }
                startupProbe: { exec: { command: [started] } }
                lifecycle:
                  postStart: { exec: { command: [begin] } }
                  preStop: { exec: { command: [end] } }
    `);
    expect(words(found?.command)).toEqual(['/app', "it's"]);
    expect(words(found?.args)).toEqual(['--port', '80']);
    expect(found?.execs.map(words)).toEqual([['live'], ['ready'], ['started'], ['begin'], ['end']]);
  });

  it('has the places of first words, of ports and of runAsNonRoot, also behind another document', () => {
    const text = 'apiVersion: v1\nkind: Pod\n---\napiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - image: a\n      command: ["/bin/sh", -c]\n      ports: [{ containerPort: 80 }]\n      securityContext: { runAsNonRoot: true }\n';
    const found = workload(text);
    const at = (range = { start: 0, end: 0 }) => text.slice(range.start, range.end);
    expect([at(found?.command?.range), at(found?.ports[0]?.range), at(found?.runAsNonRoot?.range)]).toEqual(['/bin/sh', '80', 'true']);
  });

  it('takes each setting from the container before its pod', () => {
    const pod = (spec: string, container: string) => workload(`apiVersion: v1\nkind: Pod\nspec:\n  securityContext: ${spec}\n  containers:\n    - image: a\n      securityContext: ${container}\n`);
    expect(pod('{ runAsUser: 1, runAsNonRoot: true }', '{}')).toMatchObject({ runAsUser: 1, runAsNonRoot: { value: true } });
    expect(pod('{ runAsUser: 1, runAsNonRoot: true }', '{ runAsUser: 0 }')).toMatchObject({ runAsUser: 0, runAsNonRoot: { value: true } });
    expect(pod('{ runAsNonRoot: true }', '{ runAsNonRoot: false }')?.runAsNonRoot?.value).toBe(false);
    expect(pod('{ runAsUser: "{{ user }}", runAsNonRoot: maybe }', '{}')).toEqual({ execs: [], ports: [] });
  });

  it('knows who may listen on any port', () => {
    const pod = (spec: string, container: string) => workload(`apiVersion: v1\nkind: Pod\nspec:\n  ${spec}\n  containers:\n    - image: a\n      securityContext: ${container}\n`)?.bindsAnyPort;
    expect(pod('hostNetwork: true', '{ capabilities: { add: [NET_BIND_SERVICE] } }')).toBe(true);
    expect(pod('hostNetwork: true', '{ capabilities: { add: [CAP_NET_BIND_SERVICE, SYS_TIME] } }')).toBe(true);
    expect(pod('securityContext: { sysctls: [{ name: net.ipv4.ip_unprivileged_port_start, value: "0" }] }', '{}')).toBe(true);
    expect(pod('securityContext: { sysctls: [{ name: net.core.somaxconn, value: "1" }] }', '{ capabilities: { add: [SYS_TIME], drop: [NET_BIND_SERVICE] } }')).toBeUndefined();
  });

  it('reads ports that are numbers, and leaves others out', () => {
    expect(workload('apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - image: a\n      ports: [{ containerPort: 80 }, { containerPort: "443" }, { containerPort: http }, { hostPort: 22 }, 8080]\n')?.ports.map(({ port }) => port)).toEqual([80, 443]);
  });

  it('takes no words where not all of them are texts', () => {
    const command = (value: string) => workload(`apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - image: a\n      command: ${value}\n`)?.command;
    for (const value of ['sh -c x', '[]', '[[sh]]', '[{ a: b }, sh]', '']) expect(command(value), value).toBeUndefined();
    expect(words(command('[sh, "-c", x]'))).toEqual(['sh', '-c', 'x']);
  });

  it('follows anchors and merge keys', () => {
    const found = workload(`
      apiVersion: v1
      kind: Pod
      base: &base
        command: &run [sh, -c]
        securityContext: { runAsUser: 7 }
      spec:
        containers:
          - <<: *base
            image: a
            args: *run
    `);
    expect(found).toMatchObject({ command: { words: ['sh', '-c'] }, args: { words: ['sh', '-c'] }, runAsUser: 7 });
  });

  it('is of the container itself, whatever stands beside it', () => {
    const manifest = `
      apiVersion: v1
      kind: List
      items:
        - apiVersion: v1
          kind: Pod
          spec:
            initContainers: [{ image: a, command: [first] }]
            containers: [{ image: b, command: [second] }]
            ephemeralContainers: [{ image: c, command: [third] }]
            volumes: [{ image: { reference: d } }]
        - apiVersion: batch/v1
          kind: CronJob
          spec: { jobTemplate: { spec: { template: { spec: { containers: [{ image: a, command: [fourth] }] } } } } }
    `;
    expect([0, 1, 2, 4].map(index => words(workload(manifest, index)?.command))).toEqual([['first'], ['second'], ['third'], ['fourth']]);
    expect(workload(manifest, 3)).toBeUndefined();
  });

  it('is nothing of a document that cannot be read, and of images that no container runs', () => {
    const text = `${'['.repeat(300)}\nkind: Pod\n    - image: a\n`;
    const [use] = kubernetes.read('apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - image: a\n').uses;
    expect(use && readWorkload(text, use)).toBeUndefined();
    expect(use && readWorkload('', use)).toBeUndefined();
    expect(use && readWorkload('apiVersion: v1\nkind: ConfigMap\ndata:\n  x:\n    - image: a\n', use)).toBeUndefined();
  });
});
