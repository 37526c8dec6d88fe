import { describe, expect, it } from 'vitest';
import { pending, unknown } from '../../server/src/core/fact';
import { firstHolding, holding } from '../support/contents';
import { checkText, expectDrawn } from '../support/drawn-findings';

const rule = 'entrypoint-differs';
const starting = (entrypoint: string) => holding(rule, { entrypoint, shell: 'sh' });
const node = starting('/usr/bin/node');

function isFound(cmd: string, entrypoint: string): boolean {
  return checkText(`FROM a\n CMD ${cmd}\n`, starting(entrypoint)).findings.some(found => found.rule === rule);
}

describe('entrypoint-differs', () => {
  it('stands at a CMD that the ENTRYPOINT of the image would take for its arguments', () => {
    expectDrawn(`
      FROM cgr.dev/chainguard/node
      #    ^^^^^^^^^^^^^^^^^^^^^^^ related entrypoint-differs: The image is named here.
       CMD ["node", "server.js"]
      #^^^^^^^^^^^^^^^^^^^^^^^^^ information entrypoint-differs: node becomes an argument of /usr/bin/node, the ENTRYPOINT of cgr.dev/chainguard/node
    `, node);
    expectDrawn(`
      FROM cgr.dev/chainguard/node
      #    ^^^^^^^^^^^^^^^^^^^^^^^ related entrypoint-differs: The image is named here.
       CMD node server.js
      #^^^^^^^^^^^^^^^^^^ information entrypoint-differs: CMD becomes an argument of /usr/bin/node, the ENTRYPOINT of cgr.dev/chainguard/node
    `, node);
  });

  it('stands at the args of a container without a command', () => {
    expectDrawn(`
      apiVersion: v1
      kind: Pod
      spec:
        containers:
          - image: a
          #        ^ related entrypoint-differs: The image is named here.
            args: [npm, start]
            #      ^^^ information entrypoint-differs: npm becomes an argument of /usr/bin/node, the ENTRYPOINT of a
    `, { ...node, path: 'pod.yaml' });
    expectDrawn('apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - image: a\n      command: [npm]\n      args: [npm, start]\n    - image: b\n      args: [server.js]\n', { ...node, path: 'pod.yaml' });
  });

  it.each([
    ['["npm", "start"]', '/usr/bin/node'], ['["sh", "-c", "x"]', '/usr/bin/node'], ['["/usr/local/bin/node", "x"]', '/usr/bin/node'], ['["python", "app.py"]', '/usr/bin/python3.13'], ['["gunicorn", "app:app"]', 'python'],
    ['["java", "-jar", "app.jar"]', 'java -jar'], ['["redis-server", "/etc/redis.conf"]', '/usr/bin/redis-server'], ['["vault", "server"]', 'tini -- vault'], ['["tini", "--", "node", "x"]', 'node'],
  ])('warns of CMD %s with ENTRYPOINT %s', (cmd, entrypoint) => expect(isFound(cmd, entrypoint)).toBe(true));

  it.each([
    ['["server.js"]', '/usr/bin/node'], ['["server"]', '/usr/bin/node'], ['["--version"]', '/usr/bin/node'], ['["artisan", "serve"]', '/bin/php'], ['["run", "--no-build"]', '/usr/bin/dotnet'], ['["/app/npm"]', '/usr/bin/node'],
    ['["-g", "daemon off;"]', '/usr/sbin/nginx'], ['["node", "x"]', '/usr/local/bin/docker-entrypoint.sh'], ['["node", "x"]', '/usr/bin/tini --'], ['["node", "x"]', '/thin_entrypoint'], ['["node", "x"]', '/bin/bash -c'], ['["postgres"]', 'tini -- docker-entrypoint.sh'],
    ['[]', '/usr/bin/node'], ['["app.jar"]', 'java -jar'], ['["node", "x"]', ''],
  ])('says nothing of CMD %s with ENTRYPOINT %s', (cmd, entrypoint) => expect(isFound(cmd, entrypoint)).toBe(false));

  it('leaves a build alone that says its own ENTRYPOINT, wherever it says so', () => {
    expectDrawn('FROM a\nENTRYPOINT []\n CMD ["node", "x"]\n', node);
    expectDrawn('FROM a AS base\nENTRYPOINT ["tini", "--"]\nFROM base\n CMD ["node", "x"]\n', node);
    expectDrawn('FROM a AS base\n CMD ["node", "x"]\nFROM base\nENTRYPOINT ["node"]\n', node);
  });

  it('looks at the last CMD of what is shipped', () => {
    expectDrawn('FROM a AS base\n CMD ["node", "x"]\nFROM base\n CMD ["x"]\n CMD ["y"]\n', node);
    expectDrawn('FROM a AS build\n CMD ["node", "x"]\nFROM scratch\nCOPY --from=build /a /a\n', firstHolding(rule, { entrypoint: 'node' }));
  });

  it('says nothing of what is not known, and of what has no name', () => {
    for (const contents of [pending, unknown('not-in-catalog')]) expectDrawn('FROM a\n CMD ["node"]\n', { facts: { contents }, only: [rule] });
    expectDrawn('FROM $WHO\n CMD ["node"]\n', node);
    expectDrawn('FROM scratch\n CMD ["node"]\n', node);
  });
});
