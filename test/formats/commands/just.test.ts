import { describe, expect, it } from 'vitest';
import { just } from '../../../server/src/formats/just';
import { checkPlaces, readers } from '../../support/check-places';

const path = 'justfile';
const uses = (text: string) => just.read(text).uses.map(({ raw }) => raw);

describe('Justfiles', () => {
  it('name images in the commands of their recipes', () => {
    checkPlaces('just', path, `
      image := 'node:20' # ours
      #         ^^^^^^^ site of tool docker.io/library/node:20
      tag := "1.2"

      # docker run comment
      @test arg='docker run x':
        -docker run --rm -e {{ arg }} {{image}} npm test
        #                             ^^^^^^^^^ tool docker.io/library/node:20
        @docker pull acme/app:{{ tag }} \\
        #            ^^^^^^^^^^^^^^^^^^ tool docker.io/acme/app:1.2 no fix
          nginx
         #^^^^^ tool docker.io/library/nginx

      script:
        #!/usr/bin/env -S bash -eu
        if true; then
          docker run "busybox"
          #           ^^^^^^^ tool docker.io/library/busybox
        fi
    `);
  });

  it('are read where a shell runs something, and nowhere else', () => {
    expect(uses('a:\n  #!/usr/bin/env python3\n  docker run a\n')).toEqual([]);
    expect(uses("[script('python3')]\na:\n  docker run a\n")).toEqual([]);
    expect(uses('[script]\na:\n  x=(\n  docker run a\n  )\n  docker run b\n')).toEqual(['b']);
    expect(uses('set script-interpreter := ["node"]\n[script]\na:\n  docker run a\n')).toEqual([]);
    expect(uses('set shell := ["pwsh", "-c"]\na:\n  docker run a\n')).toEqual([]);
    expect(uses("x := '''\na:\n  docker run a\n'''\nb:\n  docker run b\n")).toEqual(['b']);
    expect(uses('x := `docker run a`\nalias b := c\n')).toEqual([]);
    expect(uses('  docker run a\n')).toEqual([]);
  });

  it.each([
    ['is put together', "i := 'a' + 'b'\n"],
    ['is assigned twice', "i := 'a'\ni := 'b'\n"],
    ['is a parameter', "i := 'a'\nx i='b':\n  echo\n"],
    ['has escapes', 'i := "a\\n"\n'],
  ])('do not resolve a variable that %s', (_, text) => {
    expect(just.read(`${text}y:\n  docker run {{i}}\n`).uses.map(({ unresolved }) => unresolved?.code)).toEqual(['placeholder']);
  });

  it('are told by their names', () => {
    expect(readers(['justfile', 'x/Justfile', '.justfile', 'a.just', 'just'], '')).toEqual([
      'justfile just', 'x/Justfile just', '.justfile just', 'a.just just', 'just -',
    ]);
  });

  it('are read as far as they are typed', () => {
    expect(uses('a:\n  docker run a\n  docker run "b\n  docker run c')).toEqual(['a', 'c']);
    expect(uses('a:\r\n  docker run a\r\n\r\n  docker run b\r\n')).toEqual(['a', 'b']);
  });
});
