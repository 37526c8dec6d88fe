import { describe, expect, it } from 'vitest';
import type { NetworkSettings } from '../../server/src/core/network-settings';
import { HttpError, type HttpErrorCode, type HttpPort, type HttpProblem, type HttpRequest } from '../../server/src/core/ports';
import { chosenTransport } from '../../server/src/oci';
import { createTestClock } from '../support/fake-registry-client';

const request: HttpRequest = { method: 'HEAD', url: 'https://registry.example/v2/', headers: { authorization: 'Bearer canary' }, timeout: 1000, maxBytes: 10, reach: 'consented' };

type Outcome = 'answers' | readonly [HttpErrorCode, HttpProblem?];

function world({ server = 'answers', editor = 'answers', transport = 'auto' }: { server?: Outcome; editor?: Outcome | 'none'; transport?: NetworkSettings['transport'] } = {}) {
  const asked: string[] = [];
  const lines: string[] = [];
  const clock = createTestClock();
  const state = { server, editor, transport };
  const port = (name: 'server' | 'editor'): HttpPort => ({
    exchange: async ({ timeout, url }) => {
      asked.push(`${name} ${new URL(url).host} ${timeout < 1000 ? 'less' : timeout}`);
      clock.advance(name === 'server' ? 100 : 0);
      const outcome = state[name];
      if (typeof outcome !== 'string') throw new HttpError(outcome[0], 'x', { problem: outcome[1] });
      return { status: 200, headers: { from: name }, body: new Uint8Array() };
    },
  });
  const log = { info: (text: string) => void lines.push(text), warn: (text: string) => void lines.push(text) };
  const http = chosenTransport({ server: port('server'), editor: () => (state.editor === 'none' ? undefined : port('editor')), wanted: () => state.transport, clock, log });
  const ask = async (url = request.url): Promise<string> => http.exchange({ ...request, url }).then(({ headers }) => headers['from'] as string, ({ code }: HttpError) => code);
  return { ask, asked, lines, state };
}

describe('who speaks to registries', () => {
  it.each([['server', 'server'], ['editor', 'editor'], ['auto', 'server']] as const)('%s: the %s', async (transport, expected) => {
    const { ask, asked, lines } = world({ transport });
    expect(await ask()).toBe(expected);
    expect(asked).toHaveLength(1);
    expect(lines).toEqual([]);
  });

  it('the server where the editor cannot, which is told once to whoever wants the editor', async () => {
    const { ask, lines } = world({ transport: 'editor', editor: 'none' });
    expect([await ask(), await ask()]).toEqual(['server', 'server']);
    expect(lines).toEqual([expect.stringContaining('this editor cannot ask registries')]);
    expect(await world({ editor: 'none', server: ['proxy', 'proxy-login'] }).ask()).toBe('proxy');
  });

  it.each(['self-signed', 'unknown-authority', 'proxy-login', 'proxy-refused', 'proxy-unreachable', 'proxy-garbage', 'proxy-unusable'] as const)('the editor for the rest of the session after %s, once it is better at it', async problem => {
    const { ask, asked, lines, state } = world({ server: [problem.startsWith('proxy') ? 'proxy' : 'tls', problem] });
    expect(await ask()).toBe('editor');
    state.server = 'answers';
    expect(await ask()).toBe('editor');
    expect(asked).toEqual(['server registry.example 1000', 'editor registry.example less', 'editor registry.example 1000']);
    expect(lines).toEqual([expect.stringContaining(`the server does not (${problem})`)]);
    expect(JSON.stringify(lines)).not.toContain('canary');
  });

  it('the server as before where the editor is no better, which is tried once for a host', async () => {
    const { ask, asked, lines } = world({ server: ['tls', 'self-signed'], editor: ['tls', 'unknown-authority'] });
    expect([await ask(), await ask(), await ask('https://other.example/')]).toEqual(['tls', 'tls', 'tls']);
    expect(asked.map(each => each.split(' ', 2).join(' '))).toEqual(['server registry.example', 'editor registry.example', 'server registry.example', 'server other.example', 'editor other.example']);
    expect(lines).toEqual([]);
  });

  it.each([['unreachable'], ['timeout'], ['reset'], ['tls', 'expired'], ['tls', 'wrong-host'], ['refused-address'], ['refused-url'], ['too-large'], ['cancelled']] as const)('the server after %s %s', async (...outcome) => {
    const { ask, asked } = world({ server: outcome });
    expect(await ask()).toBe(outcome[0]);
    expect(asked).toHaveLength(1);
  });
});
