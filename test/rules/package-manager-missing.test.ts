import { describe, expect, it } from 'vitest';
import { pending, unknown } from '../../server/src/core/fact';
import { firstHolding, holding } from '../support/contents';
import { checkText, expectDrawn } from '../support/drawn-findings';

const rule = 'package-manager-missing';
const apk = holding(rule, { shell: 'busybox', packageManager: 'apk' });

function calls(lines: string, packageManager = 'apk'): number {
  return checkText(`FROM a\n${lines}\n`, holding(rule, { shell: 'sh', packageManager })).findings.filter(found => found.rule === rule).length;
}

describe('package-manager-missing', () => {
  it('stands at the calls of another package manager', () => {
    expectDrawn(`
      FROM cgr.dev/chainguard/node:latest-dev
      #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ related package-manager-missing: The image is named here.
      RUN apk add --no-cache git
       RUN apt-get update && apt-get install -y git
      #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning package-manager-missing: cgr.dev/chainguard/node:latest-dev has no apt-get
       RUN yum -y install git
      #^^^^^^^^^^^^^^^^^^^^^^ related package-manager-missing: cgr.dev/chainguard/node:latest-dev has no yum
    `, apk);
  });

  it.each([
    'RUN set -ex; DEBIAN_FRONTEND=noninteractive apt-get -y install git', 'RUN ["apt-get", "install", "git"]', 'RUN ["sh", "-ec", "apt-get update"]', 'RUN sudo /usr/bin/apt-get install git', 'RUN (apt update)',
    'RUN <<EOF\napt-get install git\nEOF', "RUN <<-'EOF'\n\t#!/bin/bash\n\tdnf install git\n\tEOF", 'RUN microdnf install git', 'RUN true \\\n  # comment\n && zypper install git', 'RUN if [ "$X" = 1 ]; then apt-get install git; fi',
  ])('finds the call in %j', lines => {
    expect(calls(lines)).toBe(1);
    expect(calls(lines, '')).toBe(1);
  });

  it.each([
    'RUN apk add git', 'RUN echo "apt-get install git; apt-get update"', "RUN echo 'run apt-get install' && true", 'RUN command -v apt-get && apt-get install git || true', 'RUN which yum > /dev/null && yum install git',
    'RUN if [ -x /usr/bin/apt-get ]; then apt-get install git; fi', 'RUN apk add git || apt-get install git', 'RUN apt-mark showmanual', 'RUN ./apt-get-install.sh', 'COPY <<EOF /setup.sh\napt-get install git\nEOF',
    'RUN python3 <<EOF\napt-get install git\nEOF', 'RUN <<EOF\n# apt-get install git\ntrue\nEOF', 'RUN <<EOF\n#!/usr/bin/env python3\napt-get install git\nEOF', 'ENV HELP="apt-get install git"', 'ONBUILD RUN apt-get install git',
    'LABEL run="apt-get install"', 'RUN npm install add', 'RUN constructor install',
  ])('finds none in %j', lines => {
    expect(calls(lines)).toBe(0);
  });

  it('leaves a build alone that brings its package manager, from there on', () => {
    expect(calls('COPY --from=tools /sbin/apk.static /sbin/apk\nRUN apk add git', '')).toBe(0);
    expectDrawn('FROM a AS base\nCOPY --from=tools /usr /usr\nFROM base\n RUN apt-get install git\n', apk);
    expect(calls('RUN apt-get install git\nCOPY --from=tools /usr/bin/apt-get /usr/bin/')).toBe(1);
  });

  it('looks at the stages that are built on the image, and at no others', () => {
    expectDrawn(`
      FROM a AS base
      #    ^ related package-manager-missing: The image is named here.
      FROM debian AS other
      RUN apt-get install git
      FROM base
       RUN apt-get install git
      #^^^^^^^^^^^^^^^^^^^^^^^ warning package-manager-missing: a has no apt-get
    `, firstHolding(rule, { shell: 'sh', packageManager: 'apk' }));
  });

  it('says nothing of manifests, of what is not known, and of what has no name', () => {
    expectDrawn('apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - image: a\n      command: [sh, -c, "apt-get install git"]\n', { ...apk, path: 'pod.yaml' });
    for (const contents of [pending, unknown('not-in-catalog')]) expectDrawn('FROM a\n RUN apt-get install git\n', { facts: { contents }, only: [rule] });
    expectDrawn('FROM scratch\n RUN apt-get install git\nFROM $WHO\n RUN apt-get install git\n', apk);
  });
});
