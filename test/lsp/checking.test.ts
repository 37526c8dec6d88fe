import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Connection, PublishDiagnosticsParams, TextDocuments } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { ReadDocument } from '../../server/src/core/document';
import type { ImageUse } from '../../server/src/core/image-use';
import type { HostTrouble } from '../../server/src/core/host-trouble';
import { message } from '../../server/src/core/message';
import { defaultPolicy } from '../../server/src/core/policy';
import { Checking } from '../../server/src/lsp/checking';
import type { Contexts, Situation } from '../../server/src/lsp/contexts';
import type { Runtime } from '../../server/src/lsp/runtime';
import { Session } from '../../server/src/lsp/session';
import { Typing } from '../../server/src/lsp/typing';
import type { DocumentStatus } from '../../server/src/protocol';
import type { ActionOptions } from '../../server/src/service/action-options';
import type { DocumentContext } from '../../server/src/service/image-service';
import { defaultSettings, type Settings } from '../../server/src/settings';

const uri = 'file:///x/Dockerfile';

const use: ImageUse = {
  format: 'dockerfile', role: 'base', range: { start: 0, end: 1 }, raw: 'x',
  reference: { registry: 'docker.io', repository: 'library/x' }, unresolved: null, site: { range: { start: 0, end: 1 }, raw: 'x' },
};

/**
 * A server's checking around an engine that finds one thing: the text, or what the last look-up answered. A text with a bar in it
 * is long, and its first screens are what stands before the bar.
 */
function world({ settings = {}, trusted = true, loaded = true }: { settings?: Partial<Settings>; trusted?: boolean; loaded?: boolean } = {}) {
  const published: PublishDiagnosticsParams[] = [];
  const statuses: string[] = [];
  /** What left, and when the catalog was loaded, which keeps everything busy. */
  const log: string[] = [];
  const lookUps: { options: ActionOptions; answer: (known: string) => void }[] = [];
  const open = new Map<string, TextDocument>();
  let known = '';
  let checks = 0;
  let troubles: readonly HostTrouble[] = [];
  let write: () => Promise<void> = async () => undefined;
  let gather: () => Promise<void> = async () => undefined;
  const session = new Session();
  session.trusted = trusted;
  const typing = new Typing(() => Date.now());
  let situation: Situation = {
    settings: { ...defaultSettings, ...settings },
    context: { policy: defaultPolicy, path: '', localNames: new Set() },
  };
  const service = {
    isReady: () => loaded,
    ready: async () => {
      if (loaded) return;
      log.push('the catalog');
      loaded = true;
      known += '*';
    },
    check: (document: ReadDocument, { path }: DocumentContext) => {
      checks += 1;
      const findings = [...document.text].filter(char => char !== '|').map((char, index) => (
        { rule: 'r', concern: 'pinning', severity: 'warning', range: use.range, message: message('{0}', char + (index === 0 ? known + path : '')), use, related: [] }
      ));
      return { findings, suppressed: [] };
    },
    standing: () => known,
    troubles: () => troubles,
    lookUp: (_document: ReadDocument, _context: unknown, options: ActionOptions) =>
      new Promise<boolean>(resolve => {
        lookUps.push({ options, answer: text => ((known = text), resolve(true)) });
      }),
  };
  const checking = new Checking({
    connection: {
      sendNotification: async (_type: unknown, status: DocumentStatus) => void statuses.push(`${status.busy ? 'busy: ' : ''}${status.detail}`),
      sendDiagnostics: (params: PublishDiagnosticsParams) => (published.push(params), write().then(() => void log.push(shown(params)))),
    } as unknown as Connection,
    documents: { get: (of: string) => open.get(of) } as unknown as TextDocuments<TextDocument>,
    session,
    typing,
    refreshing: { learned: () => undefined, now: () => undefined },
    runtime: { service, homepage: 'https://x.example', clock: { now: () => Date.now() }, log: { error: (text: string) => { throw new Error(text); } } } as unknown as Runtime,
    contexts: {
      of: async () => {
        const then = situation;
        await gather();
        return then;
      },
      consent: () => ({ offline: false, trusted, purpose: 'background', allowedHosts: [] }),
      read: (document: TextDocument) => readAs(document.getText()),
      readStart: (document: TextDocument) => (document.getText().includes('|') ? readAs(document.getText().split('|', 1)[0] as string) : undefined),
      forget: () => undefined,
    } as unknown as Contexts,
  });
  return {
    checking, session, lookUps, statuses,
    /** Registries that cannot be asked from now on. */
    trouble(...those: readonly HostTrouble[]) {
      troubles = those;
    },
    get checks() {
      return checks;
    },
    log,
    get seen() {
      return published.map(shown);
    },
    /** Each message takes this long to leave. */
    slowWriting(milliseconds: number) {
      write = () => new Promise(resolve => setTimeout(resolve, milliseconds));
    },
    open(text: string) {
      const document = TextDocument.create(uri, 'dockerfile', 1, text);
      open.set(uri, document);
      checking.changed(document);
    },
    /** Writes the whole text anew: nobody types. */
    edit(text: string) {
      const document = open.get(uri) as TextDocument;
      checking.changed(TextDocument.update(document, [{ text }], document.version + 1));
    },
    /** Writes the whole text anew, with a key at `at`. */
    type(at: number, key: string) {
      const document = open.get(uri) as TextDocument;
      const place = document.positionAt(at);
      checking.changed(typing.update(document, [{ range: { start: place, end: place }, text: key }], document.version + 1));
    },
    /** Other settings: they show in what is found. */
    set(shown: string, changed: Partial<Settings> = {}) {
      situation = { settings: { ...situation.settings, ...changed }, context: { ...situation.context, path: shown } };
      checking.recheckAll();
    },
    /** What applies to a document is known this much later. */
    slowContexts(milliseconds: number) {
      gather = () => new Promise(resolve => setTimeout(resolve, milliseconds));
    },
    close() {
      open.delete(uri);
      checking.closed(uri);
    },
  };
}

function shown({ version, diagnostics }: PublishDiagnosticsParams): string {
  return `${version ?? '-'}: ${diagnostics.map(found => found.message as string).join('')}`;
}

const readings = new Map<string, ReadDocument>();

/** The same text is read once. */
function readAs(text: string): ReadDocument {
  const read = readings.get(text) ?? { format: 'dockerfile', text, uses: [use], comments: [] };
  readings.set(text, read);
  return read;
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

describe('the first pass', () => {
  it('comes at once when a document is opened', async () => {
    const it = world();
    it.open('a');
    await pass(0);
    expect(it.seen).toEqual(['1: a']);
  });

  it('is dropped when the text changes while it begins', async () => {
    const it = world({ settings: { lookups: 'off' } });
    it.open('a');
    it.edit('b');
    await pass(149);
    expect(it.seen).toEqual([]);
    await pass(1);
    expect(it.seen).toEqual(['2: b']);
  });

  it('is dropped when the document is closed while it begins', async () => {
    const it = world();
    it.open('a');
    it.close();
    await pass(60_000);
    expect(it.seen).toEqual([]);
  });

  it('waits for 150 ms without typing, and then checks the newest text alone', async () => {
    const it = world({ settings: { lookups: 'off' } });
    it.open('a');
    await pass(0);
    for (const text of ['b', 'c', 'd']) {
      it.edit(text);
      await pass(149);
    }
    expect(it.seen).toEqual(['1: a']);
    await pass(1);
    expect(it.seen).toEqual(['1: a', '4: d']);
  });
});

describe('judging ahead', () => {
  it('uses the end of the pause, and leaves nothing to judge when it is over', async () => {
    const it = world({ settings: { lookups: 'off' } });
    it.open('a');
    await pass(0);
    it.edit('b');
    await pass(99);
    expect(it.checks).toBe(1);
    await pass(1);
    expect([it.checks, it.seen]).toEqual([2, ['1: a']]);
    await pass(50);
    expect([it.checks, it.seen]).toEqual([2, ['1: a', '2: b']]);
  });

  it('is not kept for a text, nor for settings, that are others when the pause is over', async () => {
    const it = world({ settings: { lookups: 'off' } });
    it.open('a');
    it.edit('b');
    await pass(120);
    it.edit('c');
    await pass(120);
    it.set('+new');
    await pass(1000);
    expect(it.seen).toEqual(['3: c+new']);
  });

  it('does not publish, however long it takes to know what applies', async () => {
    const it = world({ settings: { lookups: 'off' } });
    it.open('a');
    await pass(0);
    it.slowContexts(200);
    it.edit('b');
    await pass(349);
    expect(it.seen).toEqual(['1: a']);
    await pass(1);
    expect(it.seen).toEqual(['1: a', '2: b']);
  });
});

describe('the start of a long document', () => {
  it('is published before the whole, as the same version, when it is opened and not when it changes', async () => {
    const it = world({ settings: { lookups: 'off' } });
    it.open('ab|cd');
    await pass(0);
    expect(it.seen).toEqual(['1: ab', '1: abcd']);
    it.edit('ab|x');
    await pass(1000);
    expect(it.seen).toEqual(['1: ab', '1: abcd', '2: abx']);
  });

  it('is left out where nothing is found in it, and where the rest adds nothing it is all', async () => {
    const it = world({ settings: { lookups: 'off' } });
    it.open('|ab');
    await pass(1000);
    expect(it.seen).toEqual(['1: ab']);
    it.close();
    it.open('ab|');
    await pass(1000);
    expect(it.seen).toEqual(['1: ab', '-: ', '1: ab']);
  });

  it('does not remain when the text changes before the whole was read', async () => {
    const it = world({ settings: { lookups: 'off' } });
    it.slowWriting(60);
    it.open('ab|cd');
    await pass(30);
    it.edit('ab|x');
    await pass(1000);
    expect(it.seen).toEqual(['1: ab', '2: abx']);
  });

  it('is taken away when the document is closed before the whole was read', async () => {
    const it = world({ settings: { lookups: 'off' } });
    it.slowWriting(60);
    it.open('ab|cd');
    await pass(30);
    it.close();
    await pass(1000);
    expect(it.seen).toEqual(['1: ab', '-: ']);
    it.open('e|f');
    await pass(1000);
    expect(it.seen.slice(2)).toEqual(['1: e', '1: ef']);
  });

  it('is followed by the whole under other settings when those come in between', async () => {
    const it = world({ settings: { lookups: 'off' } });
    it.slowWriting(60);
    it.open('ab|cd');
    await pass(30);
    it.set('+new');
    await pass(1000);
    expect(it.seen).toEqual(['1: ab', '1: a+newbcd']);
  });

  it('is not published for a client that pulls', async () => {
    const it = world({ settings: { lookups: 'off' } });
    it.session.push = false;
    it.open('ab|cd');
    await pass(1000);
    expect(it.seen).toEqual([]);
    expect((await it.checking.pull(uri)).map(found => found.message as string).join('')).toBe('abcd');
  });
});

describe('the catalog', () => {
  it('is loaded when the first findings are out, which then come once more', async () => {
    const it = world({ settings: { lookups: 'off' }, loaded: false });
    it.slowWriting(30);
    it.open('a');
    await pass(1000);
    expect(it.log).toEqual(['1: a', 'the catalog', '1: a*']);
    it.edit('b');
    await pass(1000);
    expect(it.log).toEqual(['1: a', 'the catalog', '1: a*', '2: b*']);
  });

  it('is loaded between the start of a long document and the whole, which is judged once', async () => {
    const it = world({ settings: { lookups: 'off' }, loaded: false });
    it.slowWriting(30);
    it.open('a|b');
    await pass(1000);
    expect(it.log).toEqual(['1: a', 'the catalog', '1: a*b']);
    expect(it.checks).toBe(2);
  });
});

describe('the second pass', () => {
  it('asks after 400 ms of rest and checks the same version again', async () => {
    const it = world();
    it.open('a');
    await pass(399);
    expect(it.lookUps).toHaveLength(0);
    await pass(1);
    expect(it.lookUps[0]?.options.consent.purpose).toBe('background');
    it.lookUps[0]?.answer('+digest');
    await pass(0);
    expect(it.seen).toEqual(['1: a', '1: a+digest']);
  });

  it('publishes nothing twice', async () => {
    const it = world();
    it.open('a');
    await pass(400);
    it.lookUps[0]?.answer('');
    await pass(0);
    expect(it.seen).toEqual(['1: a']);
  });

  it('is cancelled by an edit, and what it answers late is dropped', async () => {
    const it = world();
    it.open('a');
    await pass(400);
    it.edit('b');
    expect(it.lookUps[0]?.options.signal?.aborted).toBe(true);
    it.lookUps[0]?.answer('+late');
    await pass(0);
    expect(it.seen).toEqual(['1: a']);
    await pass(150);
    expect(it.seen).toEqual(['1: a', '2: b+late']);
  });

  it('is cancelled by closing, and nothing is published for a closed document', async () => {
    const it = world();
    it.open('a');
    await pass(400);
    it.close();
    it.lookUps[0]?.answer('+late');
    await pass(1000);
    expect(it.seen).toEqual(['1: a', '-: ']);
  });

  it('does not reach a document that was opened again under the same version', async () => {
    const it = world({});
    it.open('a');
    await pass(400);
    it.close();
    it.open('b');
    it.lookUps[0]?.answer('+late');
    await pass(0);
    expect(it.seen.filter(text => text.includes('a+late'))).toEqual([]);
  });

  it.each([
    ['an untrusted workspace', { trusted: false }],
    ['offline', { settings: { offline: true } }],
    ['on demand', { settings: { lookups: 'onDemand' as const } }],
    ['off', { settings: { lookups: 'off' as const } }],
  ])('is not made: %s', async (_title, options) => {
    const it = world(options);
    it.open('a');
    await pass(60_000);
    expect(it.lookUps).toHaveLength(0);
  });

  it('is made on demand when somebody points at an image, and never when look-ups are off', async () => {
    const onDemand = world({ settings: { lookups: 'onDemand' } });
    onDemand.open('a');
    await pass(0);
    onDemand.checking.lookUpNow(uri);
    await pass(0);
    expect(onDemand.lookUps).toHaveLength(1);
    const off = world({ settings: { lookups: 'off' } });
    off.open('a');
    await pass(0);
    off.checking.lookUpNow(uri);
    await pass(60_000);
    expect(off.lookUps).toHaveLength(0);
  });

  it('is made again for a version that was asked about, where what is known is not fresh any more', async () => {
    const it = world();
    it.open('a');
    await pass(1_000);
    expect(it.lookUps).toHaveLength(1);
    it.lookUps[0]?.answer('');
    await pass(0);
    it.checking.lookUpNow(uri);
    await pass(0);
    expect(it.lookUps).toHaveLength(1);
    it.checking.lookUpNow(uri, true);
    await pass(0);
    expect(it.lookUps).toHaveLength(2);
  });

  it('waits until the document is visible', async () => {
    const it = world();
    it.session.show([]);
    it.open('a');
    await pass(60_000);
    expect(it.lookUps).toHaveLength(0);
    it.session.show([uri]);
    it.checking.visibilityChanged();
    await pass(400);
    expect(it.lookUps).toHaveLength(1);
  });
});

describe('what is still being typed', () => {
  it('is asked about when nobody typed for two seconds', async () => {
    const it = world();
    it.open('x');
    await pass(400);
    it.lookUps[0]?.answer('');
    it.type(1, 'y');
    await pass(1999);
    expect(it.lookUps).toHaveLength(1);
    await pass(2);
    expect(it.lookUps).toHaveLength(2);
    it.lookUps[1]?.answer('+digest');
    await pass(60_000);
    expect(it.seen.at(-1)).toBe('2: x+digesty');
    expect(it.lookUps).toHaveLength(2);
  });

  it('is asked about as usual once it is saved, or when typing goes on elsewhere', async () => {
    const it = world();
    it.open('x\n\n');
    await pass(400);
    it.lookUps[0]?.answer('');
    it.type(1, 'y');
    await pass(500);
    it.checking.saved(uri);
    await pass(400);
    expect(it.lookUps).toHaveLength(2);
    it.lookUps[1]?.answer('');
    it.type(1, 'z');
    await pass(500);
    it.type(4, 'z');
    await pass(549);
    expect(it.lookUps).toHaveLength(2);
    await pass(1);
    expect(it.lookUps).toHaveLength(3);
  });

  it('is not asked about because somebody points at the document', async () => {
    const it = world();
    it.open('x');
    await pass(400);
    it.lookUps[0]?.answer('');
    it.type(1, 'y');
    await pass(1000);
    it.checking.lookUpNow(uri);
    await pass(500);
    expect(it.lookUps).toHaveLength(1);
  });
});

describe('a registry that cannot be asked', () => {
  const trouble = (until: number): HostTrouble => ({ host: 'ghcr.io', reason: 'unreachable', until: Date.now() + until });

  it('is told in the status line, and asked again without a reload when that may be', async () => {
    const it = world();
    it.session.commands = true;
    it.open('x');
    await pass(400);
    it.trouble(trouble(5000));
    it.lookUps[0]?.answer('');
    await pass(0);
    expect(it.statuses.at(-1)).toBe('ghcr.io cannot be reached: it is asked again in 5 s');
    await pass(4999);
    expect(it.lookUps).toHaveLength(1);
    it.trouble();
    await pass(2);
    expect(it.lookUps).toHaveLength(2);
    it.lookUps[1]?.answer('+digest');
    await pass(0);
    expect(it.statuses.at(-1)).toBe('Ready');
    expect(it.seen).toEqual(['1: x', '1: x+digest']);
    await pass(600_000);
    expect(it.lookUps).toHaveLength(2);
  });

  it('is told anew each minute, with the time that is left', async () => {
    const it = world();
    it.session.commands = true;
    it.open('x');
    await pass(400);
    it.trouble({ ...trouble(20 * 60_000), reason: 'rate-limited' });
    it.lookUps[0]?.answer('');
    await pass(0);
    expect(it.statuses.at(-1)).toBe('ghcr.io: rate limited, resets in 20 min');
    await pass(5 * 60_000);
    expect(it.statuses.at(-1)).toBe('ghcr.io: rate limited, resets in 15 min');
    expect(it.lookUps).toHaveLength(1);
    await pass(15 * 60_000 + 1);
    expect(it.lookUps).toHaveLength(2);
  });

  it('is not waited for by a document that is closed', async () => {
    const it = world();
    it.open('x');
    await pass(400);
    it.trouble(trouble(5000));
    it.lookUps[0]?.answer('');
    await pass(0);
    it.close();
    await pass(600_000);
    expect(it.lookUps).toHaveLength(1);
  });

  it('is not asked again for a document that nobody sees, until somebody does', async () => {
    const it = world();
    it.open('x');
    await pass(400);
    it.trouble(trouble(5000));
    it.lookUps[0]?.answer('');
    await pass(0);
    it.session.show([]);
    await pass(600_000);
    expect(it.lookUps).toHaveLength(1);
    it.session.show([uri]);
    it.checking.visibilityChanged();
    await pass(400);
    expect(it.lookUps).toHaveLength(2);
  });
});

describe('other settings', () => {
  it('are never undone by a check that began under the old ones and took longer', async () => {
    const it = world({ settings: { lookups: 'off' } });
    it.slowContexts(100);
    it.open('a');
    it.slowContexts(10);
    it.set('+new');
    await pass(1000);
    expect(it.seen).toEqual(['1: a+new']);
  });

  it('are never undone by a look-up that began under the old ones', async () => {
    const it = world();
    it.open('a');
    await pass(0);
    it.slowContexts(100);
    await pass(400);
    it.slowContexts(10);
    it.set('+new', { lookups: 'off' });
    await pass(1000);
    expect(it.seen).toEqual(['1: a', '1: a+new']);
    expect(it.lookUps).toEqual([]);
  });

  it('call off what registries were asked under the old ones', async () => {
    const it = world();
    it.open('a');
    await pass(400);
    it.set('+new', { offline: true });
    expect(it.lookUps[0]?.options.signal?.aborted).toBe(true);
    it.lookUps[0]?.answer('+late');
    await pass(0);
    expect(it.seen.at(-1)).toMatch(/^1: a(\+late)?\+new$/);
    expect(it.lookUps).toHaveLength(1);
  });
});
