import { describe, expect, it } from 'vitest';
import { parseHostsToml } from '../../server/src/mirrors/containerd-hosts';

const anything = { tags: true, digests: true };

describe('hosts.toml', () => {
  it('names hosts in the order of the file, and the server last', () => {
    const entries = parseHostsToml(`
server = "https://registry-1.docker.io"

[host."https://mirror.example"]
  capabilities = ["pull", "resolve"]
  ca = "/etc/certs/mirror.pem"

[host."http://10.0.0.7:5000"]
  capabilities = ["pull"]

[host."https://harbor.example/v2/hub-cache"]
  capabilities = ["pull", "resolve", "push"]
  override_path = true
  skip_verify = true
`);
    expect(entries).toEqual([
      { place: { host: 'mirror.example', path: '' }, insecure: false, asked: anything },
      { place: { host: '10.0.0.7:5000', path: '' }, insecure: true, asked: { tags: false, digests: true } },
      { place: { host: 'harbor.example', path: 'hub-cache' }, insecure: true, asked: anything },
      { place: { host: 'registry-1.docker.io', path: '' }, insecure: false, asked: anything },
    ]);
  });

  it.each<[string, object]>([
    ['', anything],
    ['capabilities = ["resolve"]', { tags: true, digests: false }],
    ['capabilities = []', { tags: false, digests: false }],
    ['capabilities = "resolve"', { tags: false, digests: false }],
    ['capabilities = [["resolve"]]', { tags: false, digests: false }],
  ])('with %j asks for what it may', (line, asked) => {
    expect(parseHostsToml(`[host."https://mirror.example"]\n${line}\n`)).toMatchObject([{ asked }]);
  });

  it.each([
    '[host."https://mirror.example/hub"]', '[host."https://mirror.example/hub"]\noverride_path = true', '[host."https://mirror.example"]\noverride_path = true',
    '[host."https://mirror.example/v2/hub"]', '[host."ftp://mirror.example"]', '[host."https://user:secret@mirror.example"]', '[host."https://mirror.example?ns=docker.io"]',
    'host = "https://mirror.example"', 'host = ["https://mirror.example"]', '[host]\n"https://mirror.example" = true', 'server = ["https://mirror.example"]', '[[host]]', '{', '[__proto__.host."https://evil.example"]',
  ])('asks nobody for %j', text => {
    expect(parseHostsToml(text)).toEqual([]);
  });
});
