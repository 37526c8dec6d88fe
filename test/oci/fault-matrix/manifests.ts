import type { Handler } from '../../support/fake-registry';
import { digestOf } from '../../support/fake-registry';
import { answer, withHeaders } from '../fakes';
import { soon, type Row } from './row';

const path = /manifests/;
const nonsense = 'HOST gave an answer that cannot be relied on';
const manifestType = 'application/vnd.oci.image.manifest.v1+json';
const indexType = 'application/vnd.oci.image.index.v1+json';
const other = digestOf('other');

/** These bytes, whatever is asked, and a digest that is theirs. */
function serving(body: string | Uint8Array, type = manifestType): Handler {
  return answer(200, { 'content-type': type, 'docker-content-digest': digestOf(body) }, body);
}

/** Bytes that are no manifest which everybody reads alike, though the digest is theirs. */
function refused(fault: string, body: string | Uint8Array, type?: string): Row {
  return {
    fault, ask: 'verified',
    arrange: ({ registry }) => registry.script(path, serving(body, type)),
    outcome: { code: 'bad-answer' }, requests: 1, within: soon, says: nonsense,
  };
}

function changed(fault: string, headers: Readonly<Record<string, string | undefined>>, rest: Pick<Row, 'outcome' | 'requests'> & Partial<Row>): Row {
  return { fault, arrange: ({ registry }) => registry.script(path, withHeaders(headers)), within: soon, ...rest };
}

const found = { got: 'the image' } as const;
const bad = { code: 'bad-answer' } as const;
const manifest = (changes: object = {}): string => JSON.stringify({ schemaVersion: 2, mediaType: manifestType, config: {}, layers: [], ...changes });
const deep = `{"schemaVersion":2,"mediaType":"${manifestType}","config":{},"layers":[],"x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;

/** What a registry says of an image, and what it serves for it. */
export const manifests: readonly Row[] = [
  // A HEAD that cannot be used costs a GET, and that one is hashed.
  changed('digest missing', { 'docker-content-digest': undefined }, { outcome: found, requests: 2 }),
  changed('digest malformed', { 'docker-content-digest': 'sha256:../../etc/passwd' }, { outcome: found, requests: 2 }),
  changed('digest lying', { 'docker-content-digest': other }, { ask: 'verified', outcome: bad, requests: 1, says: nonsense }),
  // Good to show, and never to write: the gate before every edit asks as the row above.
  changed('digest lying to a HEAD', { 'docker-content-digest': other }, { outcome: { got: 'another digest' }, requests: 1 }),
  changed('Content-Type missing', { 'content-type': undefined }, { outcome: found, requests: 2 }),
  changed('Content-Type with params', { 'content-type': `${manifestType}; charset=utf-8` }, { outcome: found, requests: 1 }),
  changed('Content-Type wrong', { 'content-type': 'text/html' }, { outcome: bad, requests: 2, says: nonsense }),
  refused('mediaType mismatch', manifest(), indexType),
  refused('ambiguous', manifest({ manifests: [] })),
  refused('schema1', JSON.stringify({ schemaVersion: 1, name: 'app', tag: '1', fsLayers: [], history: [] }), 'application/vnd.docker.distribution.manifest.v1+prettyjws'),
  refused('bad UTF-8', Buffer.concat([Buffer.from(manifest({ x: 'y' }).slice(0, -2)), Buffer.of(0xff, 0xfe), Buffer.from('"}')])),
  refused('BOM JSON', `\uFEFF${manifest()}`),
  refused('duplicate keys', manifest().replace('"layers"', '"config":{"digest":"x"},"layers"')),
  refused('too large', manifest({ x: 'y'.repeat(5_000_000) })),
  {
    fault: 'deep JSON', ask: 'verified',
    arrange: ({ registry }) => registry.script(path, serving(deep)),
    // Read without recursion: it is a manifest like any other.
    outcome: { got: 'another digest' }, requests: 1, within: soon,
  },
  {
    fault: '404 of no registry',
    arrange: ({ registry }) => registry.script(path, answer(404, {}, '<html>nothing here</html>')),
    outcome: { code: 'unauthorized', status: 404 }, requests: 2, within: soon, says: 'HOST wants a login, or has no such image',
  },
  {
    fault: '404 in the words of a registry',
    arrange: ({ registry }) => registry.removeTag('app', '1'),
    outcome: { got: 'missing' }, requests: 2, within: soon, says: 'not found on HOST', recovers: false,
  },
];
