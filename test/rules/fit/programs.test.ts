import { describe, expect, it } from 'vitest';
import { baseName } from '../../../server/src/core/path';
import { isShell, needsShell, startedBy, startsWhatItIsGiven } from '../../../server/src/rules/fit/programs';

describe('a program', () => {
  it.each([['/usr/bin/node', 'node'], ['node', 'node'], ['./run.sh', 'run.sh'], ['/', ''], ['', ''], [undefined, '']])('%j is called %j', (word, name) => expect(baseName(word)).toBe(name));

  it.each(['sh', '/bin/sh', 'bash', '/usr/bin/bash', '/bin/ash', '/usr/local/bin/dash', 'zsh'])('%s is a shell', word => expect(isShell(word)).toBe(true));
  it.each(['', 'shell', 'run.sh', '/busybox/sh', '/tools/bash', './sh', 'fish', undefined])('%j is none of the image', word => expect(isShell(word)).toBe(false));

  it.each<[string, string]>([
    ['node x', 'node x'], ['tini -- node x', 'node x'], ['/usr/bin/env A=1 B=2 sh -c x', 'sh -c x'], ['tini -g -- dumb-init env sh', 'sh'], ['tini --', ''], ['dumb-init', ''], ['', ''], ['catatonit -P', ''],
  ])('%j starts %j in the end', (words, started) => expect(startedBy(words.split(' ').filter(word => word !== '')).join(' ')).toBe(started));

  it.each(['sh -c x', 'tini -- /entry.sh', './start.sh --port 80', 'bash'])('%s needs a shell', words => expect(needsShell(words.split(' '))).toBe(true));
  it.each(['node start.sh', '/app sh', 'tini --', '/busybox/sh -c x', ''])('%j needs none', words => expect(needsShell(words.split(' '))).toBe(false));

  it.each(['', 'tini --', 'docker-entrypoint.sh', '/bin/sh -c', 'tini -- /entry', '/thin_entrypoint', 'env'])('%j starts what it is given', words => expect(startsWhatItIsGiven(words.split(' '))).toBe(true));
  it.each(['node', '/usr/bin/java -jar', 'tini -- vault', '/app/shell'])('%s makes something else of it', words => expect(startsWhatItIsGiven(words.split(' '))).toBe(false));
});
