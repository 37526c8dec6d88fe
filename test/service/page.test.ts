import { afterEach, describe, expect, it, vi } from 'vitest';
import { dockerHubRegistry } from '../../server/src/registries/docker-hub';
import { pageOf } from '../../server/src/service/page';

afterEach(() => void vi.restoreAllMocks());

describe('The page of an image', () => {
  it('is one over https, or none', () => {
    const image = { registry: 'docker.io', repository: 'library/node' };
    expect(pageOf(image)).toBe('https://hub.docker.com/_/node');
    vi.spyOn(dockerHubRegistry, 'webPage').mockReturnValue('http://hub.docker.com/_/node');
    expect(pageOf(image)).toBeUndefined();
    expect(pageOf({ registry: 'registry.example', repository: 'app' })).toBeUndefined();
  });
});
