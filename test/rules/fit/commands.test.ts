import { describe, expect, it } from 'vitest';
import { commandsIn, looksForPrograms, packageCommands, scriptOf } from '../../../server/src/rules/fit/commands';
import { stagesOf } from '../../support/build-parts';

function script(line: string): string {
  const text = `FROM a\n${line}\n`;
  const [run] = stagesOf(text)[0]?.instructions ?? [];
  return run ? scriptOf(run, text) : '';
}

describe('the shell text of a RUN', () => {
  it.each([
    ['RUN --network=none make all', 'make all'], ['RUN ["make", "all"]', 'make all'], ['RUN ["/bin/sh", "-ec", "make all"]', 'make all'], ['RUN ["bash"]', ''], ['RUN make \\\n # why\n all', 'make  all'],
    ['RUN <<EOF\nmake\nall\nEOF', 'make\nall\nEOF'], ['RUN <<-"EOF"\n\tmake\n\tEOF', '\tmake\n\tEOF'], ['RUN <<EOF\n#!/bin/sh -e\nmake\nEOF', 'make\nEOF'], ['RUN <<EOF\n#!/usr/bin/python3\nmake\nEOF', ''], ['RUN <<EOF\n# no\nmake\nEOF', 'make\nEOF'],
    ['RUN python3 <<EOF\nmake\nEOF', 'python3 <<EOF'], ['RUN', ''],
  ])('of %j is %j', (line, expected) => expect(script(line).replace(/  +/g, '  ')).toBe(expected));
});

describe('simple commands', () => {
  it.each<[string, string[]]>([
    ['a && b || c; d | e\nf', ['a', 'b', 'c', 'd', 'e', 'f']],
    ['A=1 B="" sudo exec make', ['make']],
    ['if true; then make; else (cd x); fi', ['true', 'make', 'cd x)', 'fi']],
    ['echo "a && b; c" \'d | e\'', ['echo "a    b  c" \'d   e\'']],
    ['set -eux; ! make', ['set -eux', 'make']],
  ])('of %j', (text, expected) => expect(commandsIn(text)).toEqual(expected));

  it('are looked for in the first part of a long text alone', () => {
    expect(commandsIn(`${'a;'.repeat(200_000)}apt-get install x`)).toHaveLength(10_001);
  });
});

describe('calls of package managers', () => {
  it.each([
    ['apt-get update && apt-get install -y x', ['apt-get apt', 'apt-get apt']], ['/sbin/apk --no-cache add x', ['apk apk']], ['dnf -y upgrade; yum makecache', ['dnf dnf', 'yum yum']], ['microdnf remove x', ['microdnf microdnf']],
    ['apt-get clean; apt list; apk info', []], ['apt-cache search install', []], ['echo apt-get install', []], ['toString install', []], ['', []],
  ])('in %j are %j', (text, expected) => expect(packageCommands(text).map(({ program, manager }) => `${program} ${manager}`)).toEqual(expected));

  it.each(['command -v apk && apk add x', 'which apt-get', 'type -p yum', 'hash dnf', '[ -x /sbin/apk ]', '. /etc/os-release'])('are chosen by what is there in %j', text => expect(looksForPrograms(text)).toBe(true));
  it.each(['apk add which', 'echo type', '[ "$A" = b ]', 'command make'])('are not in %j', text => expect(looksForPrograms(text)).toBe(false));
});
