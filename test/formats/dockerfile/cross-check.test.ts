import { DockerfileParser } from 'dockerfile-ast';
import { describe, expect, it } from 'vitest';
import { dockerfile } from '../../../server/src/formats/dockerfile';

/** Plain files, where another parser must agree about the bases. */
const documents: readonly string[] = [
  'FROM node:20\nRUN npm ci\n',
  'FROM --platform=linux/arm64 golang:1.22 AS build\nWORKDIR /x\nCOPY . .\nRUN go build \\\n  # comment\n  ./...\n\nFROM gcr.io/distroless/static:nonroot\nCOPY --from=build /x /y\n',
  '# syntax=docker/dockerfile:1\n# a comment\nfrom   alpine:3.19   as base\nRUN <<EOF\nFROM no\nEOF\nFROM debian:12\n',
  'FROM \\\n  busybox:1 \\\n  AS tools\r\nFROM quay.io/a/b@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\r\n',
  '# escape=`\nFROM mcr.microsoft.com/windows/servercore:ltsc2022 `\n  AS core\nRUN dir C:\\\nFROM mcr.microsoft.com/windows/nanoserver:ltsc2022\n',
];

function offsetOf(text: string, line: number, character: number): number {
  return text.split('\n').slice(0, line).reduce((sum, each) => sum + each.length + 1, 0) + character;
}

describe('dockerfile-ast finds the same bases', () => {
  it.each(documents)('%j', (text) => {
    const theirs = DockerfileParser.parse(text).getFROMs().map((from) => {
      const range = from.getImageRange();
      if (!range) throw new Error(text);
      return { start: offsetOf(text, range.start.line, range.start.character), end: offsetOf(text, range.end.line, range.end.character) };
    });
    const ours = dockerfile.read(text).uses.filter(({ role }) => role === 'base').map(({ range }) => range);
    expect(ours).toEqual(theirs);
  });
});
