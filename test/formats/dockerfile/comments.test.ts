import { describe, expect, it } from 'vitest';
import { dockerfile } from '../../../server/src/formats/dockerfile';

/** Text of each comment, and the text that it governs. */
function comments(text: string): [string, string][] {
  return dockerfile.read(text).comments.map(({ text: comment, range, governs }) => {
    expect(text.slice(range.start, range.end)).toMatch(/^#[^\n\r]*$/);
    return [comment, text.slice(governs.start, governs.end)];
  });
}

describe('a comment', () => {
  it('governs the whole next instruction', () => {
    expect(comments('# one\n\n  #two\nFROM node \\\n  AS x\nRUN y\n# three\nRUN z')).toEqual([
      ['one', 'FROM node \\\n  AS x'],
      ['two', 'FROM node \\\n  AS x'],
      ['three', 'RUN z'],
    ]);
  });

  it('inside a continuation governs the instruction that it is in', () => {
    expect(comments('FROM a\nRUN one \\\n# inside\n  two\nRUN z\n')).toEqual([['inside', 'RUN one \\\n# inside\n  two']]);
  });

  it('is none in the body of a heredoc, which belongs to its instruction', () => {
    expect(comments('# before\nRUN <<EOF\n# body\nEOF\n# after\nRUN z\n')).toEqual([
      ['before', 'RUN <<EOF\n# body\nEOF'],
      ['after', 'RUN z'],
    ]);
  });

  it('is none when it is a directive', () => {
    expect(comments('# escape=`\n# syntax=docker/dockerfile:1\n# check=skip=all\n# real\nFROM a\n')).toEqual([['real', 'FROM a']]);
    expect(comments('#!/usr/bin/x\n# syntax=docker/dockerfile:1\nFROM a\n')).toEqual([['!/usr/bin/x', 'FROM a']]);
  });

  it('at the end governs nothing', () => {
    const text = 'FROM a\n# last\n';
    expect(comments(text)).toEqual([['last', '']]);
    expect(dockerfile.read(text).comments[0]?.governs).toEqual({ start: text.length, end: text.length });
  });

  it('keeps CR out', () => {
    expect(comments('# one\r\nFROM a\r\n')).toEqual([['one', 'FROM a']]);
  });
});
