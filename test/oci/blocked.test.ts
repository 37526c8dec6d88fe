import { describe, expect, it } from 'vitest';
import type { Substitutes } from '../../server/src/core/mirror';
import { formatReference } from '../../server/src/core/reference';
import { unlessBlocked } from '../../server/src/oci';
import { action, failure, reference } from '../support/fake-registry-client';

const lookup = { consent: action };

function world(blocked: string) {
  const asked: string[] = [];
  const substitutesFor = async (image: { registry: string; repository: string }): Promise<Substitutes> => ({ blocked: formatReference(image).startsWith(blocked), mirrors: [] });
  const beside = {
    details: { details: async (image: ReturnType<typeof reference>) => (asked.push(formatReference(image)), 'missing' as const) },
    accounts: { badge: async (namespace: string) => (asked.push(namespace), 'none' as const) },
  };
  return { asked, ...unlessBlocked(beside, substitutesFor) };
}

describe('what is asked beside the registry', () => {
  it('is not asked about an image that the machine blocks', async () => {
    const { asked, details, accounts } = world('docker.io/evil');
    expect(await details.details(reference('good/app'), 'linux/amd64', lookup)).toBe('missing');
    expect(await accounts.badge('good', lookup)).toBe('none');
    expect(await failure(details.details(reference('evil/app'), 'linux/amd64', lookup))).toMatchObject({ code: 'blocked', host: 'docker.io' });
    expect(await failure(accounts.badge('evil', lookup))).toMatchObject({ code: 'blocked', host: 'docker.io' });
    expect(asked).toEqual(['docker.io/good/app', 'good']);
  });
});
