import { describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { thoughtPause, Typing } from '../../server/src/lsp/typing';
import { readText } from '../support/drawn-findings';

const uri = 'file:///x/Dockerfile';

/** A document in which `|` is where somebody types, and what is unfinished in it afterwards. */
function world(text: string) {
  let now = 0;
  const typing = new Typing(() => now);
  let document = TextDocument.create(uri, 'dockerfile', 1, text);
  const at = (offset: number) => document.positionAt(offset);
  return {
    typing,
    pass: (milliseconds: number) => void (now += milliseconds),
    /** Each `[start, end, text]` of one notification. */
    change(...changes: readonly (readonly [number, number, string])[]) {
      // The protocol's positions are those after the changes before.
      let written = document.getText();
      const asked = changes.map(([start, end, inserted]) => {
        const then = TextDocument.create(uri, 'dockerfile', 1, written);
        written = written.slice(0, start) + inserted + written.slice(end);
        return { range: { start: then.positionAt(start), end: then.positionAt(end) }, text: inserted };
      });
      document = typing.update(document, asked, document.version + 1);
    },
    replace(whole: string) {
      document = typing.update(document, [{ text: whole }], document.version + 1);
    },
    /** After the first `before`. */
    type(before: string, key: string) {
      const offset = document.getText().indexOf(before) + before.length;
      document = typing.update(document, [{ range: { start: at(offset), end: at(offset) }, text: key }], document.version + 1);
    },
    get text() {
      return document.getText();
    },
    get unfinished() {
      return readText(document.getText()).uses.filter(use => typing.isUnfinished(uri, use)).map(({ raw }) => raw);
    },
  };
}

const two = 'FROM ghcr.io/acme/app:1 AS a\nFROM ghcr.io/acme/other:1 AS b\nRUN true\n';

describe('where somebody types', () => {
  it('is what nobody is asked about, until two seconds passed', () => {
    const it = world(two);
    expect(it.unfinished).toEqual([]);
    it.type('app:1', '2');
    expect(it.unfinished).toEqual(['ghcr.io/acme/app:12']);
    it.pass(thoughtPause - 1);
    expect([it.unfinished, it.typing.rest(uri)]).toEqual([['ghcr.io/acme/app:12'], 1]);
    it.pass(1);
    expect([it.unfinished, it.typing.rest(uri)]).toEqual([[], 0]);
  });

  it.each([
    ['its beginning', 'FROM ', 'x'], ['its middle', 'ghcr', 'x'], ['its end', 'app:1', '2'],
  ])('may be %s', (_, before, key) => {
    const it = world(two);
    it.type(before, key);
    expect(it.unfinished).toHaveLength(1);
  });

  it('ends when typing goes on elsewhere, or when the document is saved or closed', () => {
    for (const end of [(it: ReturnType<typeof world>) => it.type('RUN true', 'x'), ({ typing }: ReturnType<typeof world>) => typing.saved(uri), ({ typing }: ReturnType<typeof world>) => typing.forget(uri)]) {
      const it = world(two);
      it.type('app:1', '2');
      end(it);
      expect(it.unfinished).toEqual([]);
    }
  });

  it('is where something was taken away, too', () => {
    const it = world(two.replace('app:1', 'app:12'));
    const end = two.indexOf('app:1') + 6;
    it.change([end - 1, end, '']);
    expect(it.unfinished).toEqual(['ghcr.io/acme/app:1']);
  });

  it('may be several places at once, of which the later ones move the earlier ones', () => {
    const it = world(two);
    const [first, second] = [two.indexOf('app:1') + 5, two.indexOf('other:1') + 7];
    it.change([second, second, '2'], [first, first, '2']);
    expect(it.text).toContain('app:12 AS a\nFROM ghcr.io/acme/other:12');
    expect(it.unfinished).toEqual(['ghcr.io/acme/app:12', 'ghcr.io/acme/other:12']);
  });

  it('is found by comparing when the whole text is sent', () => {
    const it = world(two);
    it.replace(two.replace('other:1', 'other:12'));
    expect(it.unfinished).toEqual(['ghcr.io/acme/other:12']);
    it.replace(it.text.replace('true', 'false'));
    expect(it.unfinished).toEqual([]);
  });

  it('is not where a reference is pasted whole, but is where half of one is', () => {
    const start = 'FROM \nRUN true\n';
    const whole = world(start);
    whole.change([5, 5, 'ghcr.io/acme/app:1.2']);
    expect(whole.unfinished).toEqual([]);
    const half = world(start);
    half.change([5, 5, 'ghcr.io/acme/app']);
    expect(half.unfinished).toEqual(['ghcr.io/acme/app']);
  });

  it('is not where hundreds of places change at once', () => {
    const lines = Array.from({ length: 100 }, (_, index) => `FROM ghcr.io/acme/app${index}:1\n`).join('');
    const it = world(lines);
    it.change(...[...lines.matchAll(/1\n/g)].map(({ index }) => [index, index + 1, '2'] as const));
    expect(it.unfinished).toEqual([]);
  });
});

describe('a reference of which a part stands elsewhere', () => {
  const split = 'ARG TAG=1\nFROM ghcr.io/acme/app:$TAG\nRUN true\n';

  it('is unfinished wherever somebody types, for nobody knows where that part is', () => {
    const it = world(split);
    it.type('TAG=1', '2');
    expect(it.unfinished).toHaveLength(1);
    it.type('RUN true', 'x');
    expect(it.unfinished).toHaveLength(1);
    it.pass(thoughtPause);
    expect(it.unfinished).toEqual([]);
  });

  it('is finished in a document where nobody typed', () => {
    expect(world(split).unfinished).toEqual([]);
  });

  it('is not one that an ARG supplies as a whole', () => {
    const it = world('ARG BASE=ghcr.io/acme/app:1\nFROM $BASE\nRUN true\n');
    it.type('RUN true', 'x');
    expect(it.unfinished).toEqual([]);
    it.type('app:1', '2');
    expect(it.unfinished).toEqual(['$BASE']);
  });
});
