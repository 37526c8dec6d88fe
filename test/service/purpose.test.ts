import { describe, expect, it } from 'vitest';
import type { ImageRole } from '../../server/src/core/image-use';
import { purposeOf } from '../../server/src/service/purpose';
import { readText } from '../support/drawn-findings';

/** Of every image that the Dockerfile names. */
function purposes(text: string) {
  const document = readText(text);
  return document.uses.map(use => purposeOf(use, document));
}

describe('what an image is wanted for', () => {
  it('is to build where nobody ships the stage, and to run where somebody does', () => {
    expect(purposes('FROM a AS build\nRUN make\nFROM b\nCOPY --from=build /a /a\n')).toEqual([
      { for: 'build', runsCommands: true, linkedStatically: false },
      { for: 'run', runsCommands: false, linkedStatically: false },
    ]);
  });

  it('is that of the stages that are built on it as well', () => {
    expect(purposes('FROM a AS base\nFROM base AS test\nRUN make test\nFROM base\nCMD ["x"]\n')).toEqual([{ for: 'run', runsCommands: true, linkedStatically: false }]);
    expect(purposes('FROM a AS one\nFROM one AS two\nRUN make\nFROM scratch\nCOPY --from=two / /\n')[0]).toMatchObject({ for: 'build', runsCommands: true });
  });

  it.each([
    'ENV CGO_ENABLED=0', 'ENV CGO_ENABLED 0', 'ARG CGO_ENABLED="0"', 'RUN CGO_ENABLED=0 go build', 'RUN GOOS=linux CGO_ENABLED=0 \\\n go build', 'RUN cargo build --target x86_64-unknown-linux-musl', 'RUN rustup target add aarch64-unknown-linux-musl',
  ])('is for programs that are linked statically where a stage says %j', line => {
    expect(purposes(`FROM golang AS build\n${line}\nFROM b\n`).map(purpose => purpose?.linkedStatically)).toEqual([true, true]);
  });

  it.each(['ENV CGO_ENABLED=1', 'ENV NO_CGO_ENABLED=0', 'ENV CGO_ENABLED=01', 'LABEL x="CGO_ENABLED=0"', '# CGO_ENABLED=0', 'RUN cargo build --target x86_64-unknown-linux-gnu', 'COPY x86_64-unknown-linux-musl /'])('is not where it says %j', line => {
    expect(purposes(`FROM golang AS build\n${line}\nFROM b\n`).map(purpose => purpose?.linkedStatically)).toEqual([false, false]);
  });

  it('does not take the word of the stage into which programs are copied, but for the only one', () => {
    expect(purposes('FROM golang AS build\nFROM b\nENV CGO_ENABLED=0\n').map(purpose => purpose?.linkedStatically)).toEqual([false, false]);
    expect(purposes('FROM golang\nENV CGO_ENABLED=0\n')[0]?.linkedStatically).toBe(true);
  });

  it('is to run in a manifest', () => {
    const document = readText('apiVersion: v1\nkind: Pod\nspec:\n  initContainers: [{ image: a }]\n  containers: [{ image: b }]\n', 'pod.yaml');
    expect(document.uses.map(use => purposeOf(use, document))).toEqual([{ for: 'run' }, { for: 'run' }]);
  });

  it.each<ImageRole>(['stage-copy', 'mount', 'syntax', 'onbuild', 'volume', 'value'])('is not known of an image in the part of %s', role => {
    const document = readText('FROM a\n');
    const [use] = document.uses;
    expect(use && purposeOf({ ...use, role }, document)).toBeUndefined();
  });

  it('is not known of a document that was not read whole', () => {
    const document = readText('FROM a\n');
    const [use] = document.uses;
    expect(use && purposeOf(use, { ...document, limited: 'too-large' })).toBeUndefined();
    expect(use && purposeOf(use, document)).toBeDefined();
  });
});
