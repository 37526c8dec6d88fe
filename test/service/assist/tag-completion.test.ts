import { describe, expect, it } from 'vitest';
import { message, render } from '../../../server/src/core/message';
import type { TrustPolicy } from '../../../server/src/core/policy';
import { parseReference } from '../../../server/src/core/reference';
import { completionsAt, type Answered, type Completions } from '../../../server/src/service/assist/completion';
import { shelf, strict } from './support';

/** What is proposed for a reference with the cursor at `<|>`. */
function proposed(drawn: string, answered: Partial<Answered> = {}, policy: Partial<TrustPolicy> = {}): Completions {
  const [before = '', after = ''] = drawn.split('<|>');
  const place = { range: { start: 0, end: before.length + after.length }, stages: [] };
  return completionsAt(place, { before, after }, shelf(policy), { tags: [], pinned: undefined, ...answered });
}

const tagsAt = (drawn: string, tags: readonly string[], policy: Partial<TrustPolicy> = {}): string[] =>
  proposed(drawn, { tags }, policy).completions.map(({ label }) => label.slice(label.lastIndexOf(':') + 1));

const app = ['1.9.0', '1.10.0', '1.10.0-alpine3.20', '1.10.0-alpine3.21', '1.9.0-alpine3.20', '1.10.0-slim', '2.0.0-rc1', 'latest', 'sha-1a2b3c4'];

const digest = (number: number): string => `sha256:${String(number).repeat(64)}`;

describe('the tags that a registry lists', () => {
  it('are proposed newest first, as versions', () => {
    expect(tagsAt('ghcr.io/acme/app:<|>', app)).toEqual(['1.10.0', '1.9.0', '1.10.0-slim', '1.10.0-alpine3.21', '1.10.0-alpine3.20', '1.9.0-alpine3.20', '2.0.0-rc1', 'latest', 'sha-1a2b3c4']);
  });

  it('begin with the family of the tag that is replaced, then what differs in what it is built on', () => {
    expect(tagsAt('ghcr.io/acme/app:<|>1.8.0-alpine3.20', app).slice(0, 4)).toEqual(['1.10.0-alpine3.20', '1.9.0-alpine3.20', '1.10.0-alpine3.21', '1.10.0']);
    expect(tagsAt('ghcr.io/acme/app:<|>1.8.0-alpine3.20@sha256:00', app)[0]).toBe('1.10.0-alpine3.20');
    expect(tagsAt('ghcr.io/acme/app:1.1<|>-slim', app)[0]).toBe('1.10.0-slim');
  });

  it('can all take the place of a tag that is there, and are narrowed for one that is not', () => {
    const whole = proposed('ghcr.io/acme/app:1.9.0<|>', { tags: app });
    expect(new Set(whole.completions.map(({ filter }) => filter))).toEqual(new Set(['ghcr.io/acme/app:1.9.0']));
    expect(whole.completions.map(({ label }) => label).slice(0, 3)).toEqual(['ghcr.io/acme/app:1.9.0', 'ghcr.io/acme/app:1.9.0-alpine3.20', 'ghcr.io/acme/app:1.10.0']);
    expect(whole.isCut).toBe(true);
    const part = proposed('ghcr.io/acme/app:1.9.<|>', { tags: app });
    expect(part.completions.every(({ filter }) => filter === undefined)).toBe(true);
    expect(part.isCut).toBe(false);
  });

  it('come behind those of the catalog, which get fixes, unless they are of the wanted family', () => {
    const node = tagsAt('node:<|>', ['14', '26', '25.1.0']);
    expect(node.slice(0, 2)).toEqual(['26', '26.7']);
    expect(node.slice(-2)).toEqual(['25.1.0', '14']);
    expect(node.filter(tag => tag === '26')).toHaveLength(1);
    expect(tagsAt('node:<|>20-alpine3.18', ['22-alpine3.18'])[0]).toBe('22-alpine3.18');
  });

  it('say what speaks against them', () => {
    const { completions } = proposed('node:<|>', { tags: ['14'] });
    const old = completions.find(({ label }) => label === 'node:14');
    expect(old).toMatchObject({ publisher: 'Docker Official Images', lifecycle: { state: 'end-of-life' } });
    expect(render(old?.lifecycle?.what ?? message(''))).toMatch(/Node\.js 14/);
    expect(completions.find(({ label }) => label === 'node:26')?.lifecycle).toBeUndefined();
  });

  it('are as many as a list can have, with what is typed among them, and more when one types on', () => {
    const many = Array.from({ length: 2_000 }, (_, index) => `1.${index}`);
    const found = proposed('ghcr.io/acme/app:<|>', { tags: many });
    expect(found.completions).toHaveLength(300);
    expect(found.isCut).toBe(true);
    expect(tagsAt('ghcr.io/acme/app:1.12<|>', many).slice(0, 3)).toEqual(['1.1299', '1.1298', '1.1297']);
    expect(tagsAt('ghcr.io/acme/app:1.3<|>', many)).toContain('1.30');
  });

  it('are only those that the team accepts', () => {
    expect(tagsAt('ghcr.io/acme/app:<|>', app, strict({ publishers: ['distroless'] }))).toEqual([]);
    expect(tagsAt('ghcr.io/acme/app:<|>', app, strict({ references: ['ghcr.io/acme/app:1.9*'] }))).toEqual(['1.9.0', '1.9.0-alpine3.20']);
  });

  it('are nothing for a name that is none', () => {
    expect(tagsAt('ghcr.io/UPPER/app:<|>', app)).toEqual([]);
  });
});

describe('behind an @', () => {
  const pinned = (text: string) => {
    const parsed = parseReference(text);
    if (!parsed.ok) throw new Error(text);
    return { reference: parsed.reference };
  };

  it.each(['node:22@<|>', 'node:22@sha<|>', 'node:22@sha256:<|>', `node:22@sha256:<|>${digest(2).slice(7)}`, `node:22@${digest(2)}<|>`])('the digest that is served is proposed: %s', drawn => {
    expect(proposed(drawn, { pinned: pinned(`node:22@${digest(1)}`) })).toEqual({
      completions: [{ label: `node:22@${digest(1)}`, kind: 'digest', filter: drawn.split('<|>')[0] }],
      isCut: true,
    });
  });

  it('the name stays as it is written, and a tag that is meant is named', () => {
    const at = (drawn: string, text: string) => proposed(drawn, { pinned: pinned(text) }).completions[0]?.label;
    expect(at('index.docker.io/node:22@<|>', `node:22@${digest(1)}`)).toBe(`index.docker.io/node:22@${digest(1)}`);
    expect(at('node@<|>', `node:latest@${digest(1)}`)).toBe(`node:latest@${digest(1)}`);
  });

  it('what is to be said of it is said', () => {
    const note = message('its signature is not verified: {0}', 'nobody signed');
    expect(proposed('node:22@<|>', { pinned: { ...pinned(`node:22@${digest(1)}`), note } }).completions[0]?.note).toBe(note);
  });

  it('nothing is proposed while nobody knows', () => {
    expect(proposed('node:22@<|>').completions).toEqual([]);
  });
});
