import { describe, expect, it } from 'vitest';
import { defaultPolicy } from '../../server/src/core/policy';
import { parseReference } from '../../server/src/core/reference';
import { createEditService } from '../support/edit-safety';

const text = '```dockerfile\nFROM node\n```\n';
const context = { policy: defaultPolicy, path: 'README.md', localNames: new Set<string>() };
const options = { consent: { offline: false, trusted: true, purpose: 'action', allowedHosts: [] } } as const;

/** The same text, as documentation and as what it would be by itself. */
async function documents() {
  const service = await createEditService();
  const read = (path: string, content: string) => {
    const document = service.read({ path, text: content }, defaultPolicy);
    if (!document) throw new Error('not read');
    return document;
  };
  return { service, shown: read('README.md', text), built: read('Dockerfile', 'FROM node\n') };
}

describe('What is only shown', () => {
  it('has no findings', async () => {
    const { service, shown, built } = await documents();
    expect(service.check(built, context).findings.length).toBeGreaterThan(0);
    expect(service.check(shown, context)).toEqual({ findings: [], suppressed: [] });
  });

  it('has no fixes, neither one by one nor all at once', async () => {
    const { service, shown, built } = await documents();
    expect(service.fixes(built, 6, context).length).toBeGreaterThan(0);
    expect(service.fixes(shown, text.indexOf('node'), context)).toEqual([]);
    expect((await service.pinAll(built, context, options)).edits).toHaveLength(1);
    expect(await service.pinAll(shown, context, options)).toEqual({ edits: [], changed: [], left: [] });
  });

  it('has no digests that are updated', async () => {
    const { service } = await documents();
    const pinned = `FROM node:20@sha256:${'0'.repeat(64)}\n`;
    const read = (path: string, content: string) => service.read({ path, text: content }, defaultPolicy);
    const [built, shown] = [read('Dockerfile', pinned), read('README.md', `\`\`\`dockerfile\n${pinned}\`\`\`\n`)];
    if (!built || !shown) throw new Error('not read');
    expect((await service.updateAll(built, context, options)).edits.length).toBeGreaterThan(0);
    expect((await service.updateAll(shown, context, options)).edits).toEqual([]);
  });

  it('is told about where somebody points, and has pages', async () => {
    const { service, shown } = await documents();
    const use = service.useAt(shown, text.indexOf('node'));
    expect(use?.raw).toBe('node');
    const pageOf = (written: string) => {
      const parsed = parseReference(written);
      return parsed.ok ? service.pageOf(parsed.reference) : 'no reference';
    };
    expect(['node', 'grafana/grafana:11', 'registry.k8s.io/pause', 'registry.example/app'].map(pageOf)).toEqual([
      'https://hub.docker.com/_/node', 'https://hub.docker.com/r/grafana/grafana', undefined, undefined,
    ]);
  });
});
