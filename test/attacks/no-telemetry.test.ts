import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
/** Every way in which an extension or a language server sends usage data. */
const telemetry = /createTelemetryLogger|telemetry\s*\.\s*logEvent|telemetry\/event|extension-telemetry|applicationinsights|isTelemetryEnabled/i;

function sourcesOf(folder: string): readonly string[] {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  return files.filter(name => name.endsWith('.ts')).map(name => join(folder, name));
}

describe('usage data', () => {
  it('attack A19: is sent by nobody', () => {
    expect('connection.telemetry.logEvent({})').toMatch(telemetry);
    const sources = [...sourcesOf('client/src'), ...sourcesOf('server/src')];
    expect(sources.length).toBeGreaterThan(300);
    expect(sources.filter(name => telemetry.test(readFileSync(join(root, name), 'utf8')))).toEqual([]);
  });

  it('attack A19: has no library among the packages', () => {
    const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Readonly<Record<string, { dev?: boolean }>> };
    const names = Object.keys(lock.packages);
    expect(names).toContain('node_modules/node-fetch');
    expect(names.filter(name => /telemetry|applicationinsights|segment|posthog|sentry/i.test(name) && lock.packages[name]?.dev !== true)).toEqual([]);
  });
});
