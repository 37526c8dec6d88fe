import { describe, expect, it } from 'vitest';
import { logLink, sourceLinks } from '../../../server/src/service/report/links';
import { signature } from '../../support/report';

const { source, checks } = signature;

describe('links to where something was built', () => {
  it('lead to the repository, the commit and the run', () => {
    expect(sourceLinks({ source: source!, checks })).toEqual({
      repository: 'https://github.com/acme/app',
      revision: 'https://github.com/acme/app/commit/0123456789abcdef0123456789abcdef01234567',
      run: 'https://github.com/acme/app/actions/runs/42/attempts/1',
    });
    const gitlab = { repository: 'https://gitlab.com/group/sub/app', revision: 'f'.repeat(64), run: 'https://gitlab.com/group/sub/app/-/jobs/7' };
    expect(sourceLinks({ source: gitlab, checks })).toEqual({ ...gitlab, revision: `https://gitlab.com/group/sub/app/-/commit/${'f'.repeat(64)}` });
  });

  it.each(['certificate-chain', 'signature'])('are none where %s does not hold', name => {
    expect(sourceLinks({ source: source!, checks: checks.map(check => (check.name === name ? { ...check, outcome: 'failed' } : check)) })).toEqual({});
    expect(sourceLinks({ source: source!, checks: checks.filter(check => check.name !== name) })).toEqual({});
  });

  it.each([
    'http://github.com/acme/app', 'https://github.com.evil.example/acme/app', 'https://github.com@evil.example/acme/app',
    'https://github.com/acme', 'https://github.com/acme/app/', 'https://github.com/acme/app/../../evil', 'https://github.com/../app',
    'https://github.com/acme/..', 'https://github.com/acme/app?x=1', 'https://github.com/acme/app#x', 'https://github.com/acme/a pp',
    'https://github.com/acme/app"onclick=', 'https://github.com/acme/app\nhttps://evil.example', 'javascript:alert(1)', 'command:workbench.action.quit',
    'https://GITHUB.com/acme/app', 'https://github.com/acme/аpp', `https://github.com/acme/${'a'.repeat(200)}`, 'https://evil.example/github.com/acme/app',
  ])('are none for %s', repository => {
    expect(sourceLinks({ source: { ...source, repository, run: repository }, checks })).toEqual({});
  });

  it('are none for what is no commit or no run', () => {
    const { repository } = source!;
    expect(sourceLinks({ source: { repository: repository!, revision: '../../evil', run: 'https://github.com/acme/app/actions/runs/x' }, checks })).toEqual({ repository });
  });

  it('lead to an entry of the public log, and to nothing else', () => {
    expect(logLink('https://search.sigstore.dev/?logIndex=1')).toBe('https://search.sigstore.dev/?logIndex=1');
    for (const page of ['https://search.sigstore.dev/?logIndex=1&x=2', 'https://search.sigstore.dev.evil/?logIndex=1', 'command:x', undefined]) expect(logLink(page)).toBeUndefined();
  });
});
