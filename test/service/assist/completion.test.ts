import { describe, expect, it } from 'vitest';
import { render } from '../../../server/src/core/message';
import type { TrustPolicy } from '../../../server/src/core/policy';
import { formatFor } from '../../../server/src/formats';
import { completionsAt, type Answered, type Completion } from '../../../server/src/service/assist/completion';
import { aboutImage } from '../../../server/src/service/assist/trusted-images';
import { shelf, strict } from './support';

/** What is proposed at `<|>`. */
function proposed(drawn: string, policy: Partial<TrustPolicy> = {}, answered: Partial<Answered> = {}): readonly Completion[] {
  const offset = drawn.indexOf('<|>');
  const text = drawn.replace('<|>', '');
  const place = formatFor({ path: 'Dockerfile', text })?.imagePlace?.(text, offset);
  if (!place) throw new Error('no image belongs here');
  const typed = { before: text.slice(place.range.start, offset), after: text.slice(offset, place.range.end) };
  return completionsAt(place, typed, shelf(policy), { tags: [], pinned: undefined, ...answered }).completions;
}

const labels = (drawn: string, policy: Partial<TrustPolicy> = {}): string[] => proposed(drawn, policy).map(({ label }) => label);

describe('where an image belongs', () => {
  it('every image of the four publishers is proposed, under the name that one writes', () => {
    const all = labels('FROM <|>');
    expect(all.length).toBeGreaterThan(700);
    expect(all).toEqual(expect.arrayContaining(['node', 'cgr.dev/chainguard/node', 'gcr.io/distroless/static-debian13', 'dhi.io/node']));
    expect(all.filter(label => label.includes(':'))).toEqual([]);
    const node = proposed('FROM <|>').filter(({ label }) => /(?:^|\/)node$/.test(label));
    expect(node.map(({ label, publisher, kind }) => [label, publisher, kind])).toEqual([
      ['cgr.dev/chainguard/node', 'Chainguard', 'image'],
      ['node', 'Docker Official Images', 'image'],
      ['dhi.io/node', 'Docker Hardened Images', 'image'],
    ]);
  });

  it('what begins with what is typed comes first, then what has a name that does, and nothing is missing', () => {
    const all = labels('FROM no<|>');
    expect(all.slice(0, 3)).toEqual(['node', 'cgr.dev/chainguard/node', 'gcr.io/distroless/nodejs22-debian13']);
    expect([...all].sort()).toEqual([...labels('FROM <|>')].sort());
    expect(labels('FROM cgr<|>')[0]).toMatch(/^cgr\.dev\//);
  });

  it('is found by its name as well as by its host', () => {
    const filterOf = (drawn: string, label: string) => proposed(drawn).find(each => each.label === label)?.filter;
    expect(filterOf('FROM no<|>', 'cgr.dev/chainguard/node')).toBe('node cgr.dev/chainguard/node');
    expect(filterOf('FROM no<|>', 'node')).toBeUndefined();
    expect(filterOf('FROM cgr.dev<|>', 'cgr.dev/chainguard/node')).toBeUndefined();
  });

  it('the stages before it come before all images', () => {
    expect(labels('FROM a AS one\nFROM b AS two\nFROM <|>').slice(0, 2)).toEqual(['one', 'two']);
    expect(proposed('FROM a AS one\nCOPY --from=<|>')[0]).toEqual({ label: 'one', kind: 'stage' });
    expect(labels('FROM a AS one\nFROM node:<|>')).not.toContain('one');
  });
});

describe('behind the colon', () => {
  it('the tags are proposed, in their order, with the name as it is written', () => {
    expect(labels('FROM node:<|>').slice(0, 3)).toEqual(['node:26', 'node:26.7', 'node:26.7.0']);
    expect(labels('FROM node:<|>').at(-1)).toBe('node:latest');
    expect(labels('FROM docker.io/library/node:2<|>')[0]).toBe('docker.io/library/node:26');
    expect(labels('FROM index.docker.io/node:<|>')[0]).toBe('index.docker.io/node:26');
    expect(labels('FROM CGR.dev/chainguard/node:<|>')).toEqual(['CGR.dev/chainguard/node:latest', 'CGR.dev/chainguard/node:latest-dev']);
    expect(proposed('FROM cgr.dev/chainguard/node:<|>')[0]).toEqual({ label: 'cgr.dev/chainguard/node:latest', kind: 'tag', publisher: 'Chainguard' });
  });

  it('nothing is proposed for what no table knows, for a port, and for a digest', () => {
    expect(labels('FROM ghcr.io/acme/app:<|>')).toEqual([]);
    expect(labels('FROM localhost:50<|>')).toEqual([]);
    expect(labels('FROM node:22@sha2<|>')).toEqual([]);
  });
});

describe('the policy', () => {
  it('of a strict team takes away what it rejects, tag by tag', () => {
    expect(new Set(proposed('FROM <|>', strict({ publishers: ['distroless'] })).map(({ publisher }) => publisher))).toEqual(new Set(['Distroless']));
    expect(labels('FROM node:<|>', strict({ publishers: ['distroless'] }))).toEqual([]);
    expect(labels('FROM <|>', strict({ references: ['docker.io/library/node:22*'] }))).toEqual(['node']);
    const tags = labels('FROM node:<|>', strict({ references: ['docker.io/library/node:22*'] }));
    expect(tags.length).toBeGreaterThan(10);
    expect(tags.filter(tag => !tag.startsWith('node:22'))).toEqual([]);
  });

  it('that only names friends takes nothing away', () => {
    expect(labels('FROM <|>', { trust: { publishers: ['distroless'], references: [], strict: false } })).toEqual(labels('FROM <|>'));
  });

  const cached = { upstreams: { 'harbor.example/hub': 'docker.io', 'harbor.example/cgr': 'cgr.dev' } };

  it('with a proxy cache has images written through it, and their tags found', () => {
    const all = labels('FROM <|>', cached);
    expect(all).toEqual(expect.arrayContaining(['harbor.example/hub/library/node', 'harbor.example/cgr/chainguard/node', 'dhi.io/node']));
    expect(all).not.toContain('node');
    expect(labels('FROM harbor.example/hub/library/node:<|>', cached)[0]).toBe('harbor.example/hub/library/node:26');
    expect(labels('FROM harbor.example/hub/library/node:<|>')).toEqual([]);
  });

  it('names the cache, the upstream or the publisher, and all three let the image through', () => {
    for (const trust of [{ publishers: ['chainguard'] }, { references: ['cgr.dev/chainguard/**'] }, { references: ['harbor.example/cgr/**'] }]) {
      const policy = { ...cached, ...strict(trust) };
      expect(labels('FROM <|>', policy)).toContain('harbor.example/cgr/chainguard/node');
      expect(labels('FROM harbor.example/cgr/chainguard/node:<|>', policy)).toHaveLength(2);
      expect(labels('FROM <|>', policy)).not.toContain('dhi.io/node');
    }
  });
});

describe('what is said beside a proposal', () => {
  const about = (text: string, policy: Partial<TrustPolicy> = {}) => aboutImage(text, shelf(policy)).map(line => render(line));

  it('is user, shell, terms, and until when it gets fixes', () => {
    expect(about('dhi.io/node:22')).toEqual(['user node', 'no shell', 'no package manager', 'gets fixes until 2027-04-30', 'free after a login to dhi.io with any Docker account']);
    expect(about('cgr.dev/chainguard/node')).toEqual([
      'user 65532', 'shell busybox', 'no package manager', 'free without a login: `latest` and `latest-dev` of about 60 images; version tags need a contract',
    ]);
    expect(about('node:22')).toContain('gets fixes until 2027-04-30');
    expect(about('harbor.example/hub/library/node:22', { upstreams: { 'harbor.example/hub': 'docker.io' } })).toContain('gets fixes until 2027-04-30');
    expect(about('no reference')).toEqual([]);
  });
});
