import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { ReadDocument } from '../../server/src/core/document';
import { defaultPolicy } from '../../server/src/core/policy';
import { createManifestReader } from '../../server/src/formats/kubernetes/read';
import { Diagnoses } from '../../server/src/lsp/diagnoses';
import type { Runtime } from '../../server/src/lsp/runtime';
import type { HubBadge } from '../../server/src/oci';
import { Session } from '../../server/src/lsp/session';
import { createImageService } from '../../server/src/service';
import type { DocumentContext } from '../../server/src/service/image-service';
import { createTestClock, reference } from '../support/fake-registry-client';
import { testParts } from '../support/service';

const pod = (image: string) => `---\napiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - image: ${image}\n    - { name: b, image: "redis:7" }\n`;
const answer = { digest: `sha256:${'d'.repeat(64)}`, mediaType: 'application/vnd.oci.image.index.v1+json', verified: false, resolvedAt: 0 };

/** The engine, and how many uses it was asked to judge each time. */
async function world({ ready = true, badge = 'none' }: { ready?: boolean; badge?: HubBadge } = {}) {
  const judged: number[] = [];
  const clock = createTestClock();
  const parts = { client: { resolve: async () => answer } as never, clock, accounts: { badge: async () => badge } };
  const service = createImageService({ ...testParts, ...parts });
  if (ready) await service.ready();
  const runtime = {
    homepage: 'https://x.example',
    service: { ...service, check: (document: ReadDocument, context: DocumentContext) => (judged.push(document.uses.length), service.check(document, context)) },
  } as unknown as Runtime;
  const session = new Session();
  const { read } = createManifestReader();
  const diagnoses = new Diagnoses({ session, runtime });
  const context: DocumentContext = { policy: defaultPolicy, path: 'pod.yaml', localNames: new Set() };
  const of = (text: string, applies = context, from = diagnoses) => from.of(TextDocument.create('file:///w/pod.yaml', 'yaml', 1, text), read(text), applies);
  return {
    judged, clock, context, service, of, diagnoses,
    /** What somebody says who never saw the document before. */
    clean: (text: string, applies = context) => of(text, applies, new Diagnoses({ session, runtime })),
    lookUp: (name: string) => service.lookUp({ format: '', text: '', comments: [], uses: [{ reference: reference(name), unresolved: null } as never] }, context, {
      consent: { offline: false, trusted: true, purpose: 'action', allowedHosts: [] },
    }),
  };
}

/** Its command needs a shell, and its image has none. */
const shellPod = `${pod('gcr.io/distroless/static-debian13:nonroot').trimEnd()}\n    - image: gcr.io/distroless/base-debian13\n      command: [sh, -c, date]\n`;
const three = pod('node') + pod('nginx:latest') + pod('Bad');

describe('the findings of a long document', () => {
  it('are worked out for the part that changed, and said again for the others', async () => {
    const it = await world();
    const before = it.of(three);
    const after = it.of(three.replace('nginx:latest', 'nginx:1'));
    expect(it.judged).toEqual([6, 2]);
    expect(after[0]).toBe(before[0]);
    expect(after).toEqual(it.clean(three.replace('nginx:latest', 'nginx:1')));
  });

  it('move with their lines', async () => {
    const it = await world();
    it.of(three);
    const moved = `# one\n# two\n${three}`;
    expect(it.of(moved)).toEqual(it.clean(moved));
    expect(it.of(three)).toEqual(it.clean(three));
  });

  it('are the same as if the document was seen for the first time, whatever is typed', async () => {
    const words = ['\n', '---\n', '# c\n', '# plimsoll-ignore-file tag-missing: x\n', '# plimsoll-ignore-next-line tag-latest: x\n', 'a', ' ', ':', '"', pod('busybox'), pod('node'), shellPod, '\r\n', '    - image: a\n'];
    const edit = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), length: fc.constantFrom(0, 0, 1, 30), text: fc.constantFrom(...words) });
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 10 }), async edits => {
        const it = await world();
        let text = three + shellPod + three;
        for (const { at, length, text: typed } of edits) {
          const start = Math.floor(at * text.length);
          text = text.slice(0, start) + typed + text.slice(start + length);
          expect(it.of(text)).toEqual(it.clean(text));
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('what was found is worked out anew', () => {
  it('under another policy, with other local names, and for another path', async () => {
    const it = await world();
    it.of(three);
    const others: Partial<DocumentContext>[] = [
      { policy: { ...defaultPolicy, rules: { 'tag-missing': 'error' } } },
      { localNames: new Set(['docker.io/library/node']) },
      { path: 'elsewhere.yaml' },
    ];
    for (const other of others) {
      const context = { ...it.context, ...other };
      it.judged.length = 0;
      expect(it.of(three, context)).toEqual(it.clean(three, context));
      expect(it.judged).toEqual([6, 6]);
      it.of(three);
    }
  });

  it('when a registry answered, and when that is too long ago', async () => {
    const it = await world();
    it.of(three);
    await it.lookUp('node:20');
    it.of(three);
    it.of(three);
    it.clock.advance(16 * 60_000);
    it.of(three);
    expect(it.judged).toEqual([6, 6, 0, 6]);
  });

  it('when the catalog is there', async () => {
    const it = await world({ ready: false });
    expect(it.of(shellPod).map(({ code }) => code)).not.toContain('shell-missing');
    await it.service.ready();
    expect(it.of(shellPod).map(({ code }) => code)).toContain('shell-missing');
  });

  it('when the badge of a namespace is known', async () => {
    const it = await world({ badge: 'verified' });
    const text = pod('somebody/app:1');
    expect(it.of(text).map(({ code }) => code)).toContain('publisher-unknown');
    await it.lookUp('somebody/app:1');
    expect(it.of(text).map(({ code }) => code)).not.toContain('publisher-unknown');
  });

  it('on the next day', async () => {
    const it = await world();
    it.of(three);
    it.clock.advance(24 * 3_600_000);
    it.of(three);
    expect(it.judged).toEqual([6, 6]);
  });

  it('where a comment hides something, which may stand in another part', async () => {
    const it = await world();
    it.of(three);
    const hidden = three.replace('kind: Pod', 'kind: Pod\n# plimsoll-ignore-file tag-latest: x');
    expect(it.of(hidden)).toEqual(it.clean(hidden));
    expect(it.of(three)).toEqual(it.clean(three));
  });

  it('when the document was closed meanwhile', async () => {
    const it = await world();
    it.of(three);
    it.diagnoses.forget('file:///w/pod.yaml');
    it.of(three);
    expect(it.judged).toEqual([6, 6]);
  });
});
