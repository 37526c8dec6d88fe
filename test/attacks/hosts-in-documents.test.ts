import { describe, expect, it } from 'vitest';
import type { Consent } from '../../server/src/core/consent';
import { defaultPolicy } from '../../server/src/core/policy';
import { createHttp } from '../../server/src/node/http';
import { createDials } from '../support/dials';
import { readText } from '../support/drawn-findings';
import { action, background, createTestClient } from '../support/fake-registry-client';
import { createTestService } from '../support/service';
import { serve } from '../support/tls-server';

/** What a stranger's file may name: metadata services, what listens on this machine, the network behind the firewall, a beacon. */
const hostile = (port: number): readonly string[] => [
  '169.254.169.254/latest/meta-data', '169.254.169.254:80/x', '[fd00:ec2::254]/x', '[fe80::1]/x', '100.100.100.200/x', '168.63.129.16/x', 'metadata.google.internal/x',
  `localhost:${port}/x`, `LOCALHOST:${port}/x`, `127.0.0.1:${port}/x`, `127.1:${port}/x`, `127.0.0.1.:${port}/x`, `2130706433:${port}/x`, `0x7f000001:${port}/x`, `0177.0.0.1:${port}/x`, `0.0.0.0:${port}/x`, `0:${port}/x`,
  `[::1]:${port}/x`, `[::]:${port}/x`, `[::ffff:127.0.0.1]:${port}/x`, `[::ffff:7f00:1]:${port}/x`, `[64:ff9b::7f00:1]:${port}/x`, `localhost.localdomain:${port}/x`, `127.0.0.1.nip.io:${port}/x`,
  'intranet:8080/x', '10.0.0.1/x', '192.168.1.1:8443/x', 'evil.example/beacon', 'xn--80ak6aa92e.example/x', `registry.example:${port}/team/app`,
];

async function world(consent: Consent, text: (port: number) => string) {
  const canary = await serve();
  const dials = createDials(host => (host.startsWith('registry.example') ? ['203.0.113.7'] : ['127.0.0.1']), () => canary.port);
  const { client, clock } = createTestClient({ http: createHttp({ ...dials, certificates: [], authorities: () => [] }), limits: { retries: 0 } });
  const service = await createTestService({ client, clock });
  const document = readText(text(canary.port));
  await service.lookUp(document, { policy: defaultPolicy, path: 'Dockerfile', localNames: new Set() }, { consent });
  return { ...dials, canary, document };
}

const all = (port: number): string => hostile(port).map(reference => `FROM ${reference}:1\n`).join('');

describe('attack A1: a document that names 30 hosts that nobody allowed', () => {
  it('has 30 of them, and most are references that could be asked for', async () => {
    const { document } = await world(background(), all);
    expect(hostile(1)).toHaveLength(30);
    expect(document.uses.filter(({ reference }) => reference !== undefined).length).toBeGreaterThan(24);
  });

  it('opening it resolves and dials nothing; the one that is allowed is dialled once', async () => {
    const opened = await world(background(), all);
    expect([opened.resolved, opened.dialled, opened.canary.sockets.length]).toEqual([[], [], 0]);
    const one = await world(background(), port => `FROM registry.example:${port}/team/app:1\n`);
    expect(one.canary.sockets).toHaveLength(0);
    const approved = await world({ ...background(), allowedHosts: [`registry.example:${one.canary.port}`] }, () => `${all(one.canary.port)}`);
    expect(approved.resolved).toEqual(['registry.example']);
    expect(approved.dialled).toEqual([`203.0.113.7:${one.canary.port}`]);
    expect(approved.canary.sockets).toHaveLength(1);
  });

  it('in an untrusted workspace, or offline, the one that is allowed is not dialled either', async () => {
    for (const change of [{ trusted: false }, { offline: true }]) {
      for (const consent of [action, background()]) {
        const opened = await world({ ...consent, ...change, allowedHosts: hostile(443).map(reference => reference.split('/')[0] as string) }, all);
        expect([opened.resolved, opened.dialled]).toEqual([[], []]);
      }
    }
  });

  it.each(['169.254.169.254', '[fd00:ec2::254]', '[fe80::1]', '100.100.100.200', '168.63.129.16'])('%s is not dialled even if somebody allows it, where 10.0.0.1 is', async host => {
    const allowed = (name: string): Consent => ({ ...action, allowedHosts: [name] });
    const private10 = await world(allowed('10.0.0.1'), () => 'FROM 10.0.0.1/x:1\n');
    expect(private10.dialled).toEqual(['10.0.0.1:443']);
    const metadata = await world(allowed(host), () => `FROM ${host}/x:1\n`);
    expect(metadata.dialled).toEqual([]);
    expect(metadata.canary.sockets).toHaveLength(0);
  });
});
