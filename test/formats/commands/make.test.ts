import { describe, expect, it } from 'vitest';
import { make } from '../../../server/src/formats/make';
import { checkPlaces, readers } from '../../support/check-places';

const path = 'Makefile';

describe('Makefiles', () => {
  it('name images in the commands of their recipes', () => {
    checkPlaces('make', path, `
      .PHONY: test
      test: build ; @docker run a
      #                         ^ tool docker.io/library/a
      \t@-docker run --rm -v $$PWD:/src \\
      \t\tnode:20 npm test
      # ^^^^^^^ tool docker.io/library/node:20
      # a comment, and a condition
      ifdef CI
      \tdocker pull "$(call image,x)" && docker run $$IMAGE
      #             ^^^^^^^^^^^^^^^ tool (variable)
      #                                            ^^^^^^^ tool (variable)
      endif

      \t\${KUBECTL} run x --image=c; $(DOCKER) run $(if $(X),-e X) b
      #                         ^ tool docker.io/library/c
      #                                                          ^ tool docker.io/library/b
      X := $(shell docker run d)
      #                       ^ tool docker.io/library/d
    `);
  });

  it('are read where commands stand, and nowhere else', () => {
    checkPlaces('make', path, `
      \tdocker run a
      RUN = echo docker run b
      \tdocker run c
      define script
      \tdocker run d
      endef
      all:
      \t# docker run e
      \t@echo docker run f $(shell echo docker run g)
      include x
      \tdocker run h
      all: X = echo docker run i
      \tdocker run j
      # docker run k \\
      \tdocker run l
    `);
  });

  it('keep commands in variables', () => {
    checkPlaces('make', path, `
      LINT := docker run --rm -v $(CURDIR):/work acme/lint:$(VERSION)
      #                                          ^^^^^^^^^^^^^^^^^^^^ tool (variable)
      REGISTER ?= @sudo $(DOCKER) run --privileged a \\
      #                                            ^ tool docker.io/library/a
      \t--reset
      FORMAT = \\
      \tdocker run --rm acme/format:1 x
      #                ^^^^^^^^^^^^^ tool docker.io/acme/format:1
      GO = docker run --rm $(MOUNTS) $(IMAGE)
      DOCKER_ARGS = run b
      lint:
      \t$(LINT) c
    `);
  });

  it('resolve variables that are given one constant text, wherever that stands', () => {
    checkPlaces('make', path, `
      run:
      \tdocker run $(IMAGE) && docker run \${IMAGE} && docker run acme/app:$(TAG)
      #           ^^^^^^^^ tool docker.io/library/alpine:3
      #                                  ^^^^^^^^ tool docker.io/library/alpine:3
      #                                                         ^^^^^^^^^^^^^^^ tool docker.io/acme/app:1.2 no fix
      export IMAGE ?= alpine:3   # ours
      #               ^^^^^^^^ site of tool docker.io/library/alpine:3
      #               ^^^^^^^^ site of tool docker.io/library/alpine:3
      TAG := 1.2
    `);
  });

  it.each([
    ['is assigned twice', 'I = a\nI = b\n'],
    ['is appended to', 'I = a\nI += b\n'],
    ['is what a command says', 'I != a\n'],
    ['is assigned under a condition', 'ifdef X\nI = a\nendif\n'],
    ['is assigned for one target', 'I = a\nx: I = b\n'],
    ['is defined', 'I = a\ndefine I\nx\nendef\n'],
    ['is put together', 'I = a:$(TAG)\n'],
    ['is evaluated', 'I = a\n$(eval I := b)\n'],
  ])('do not resolve a variable that %s', (_, text) => {
    expect(make.read(`${text}x:\n\tdocker run $(I)\n`).uses.map(({ unresolved }) => unresolved?.code)).toEqual(['variable']);
  });

  it('call programs by variables', () => {
    const uses = (text: string) => make.read(text).uses.map(({ raw }) => raw);
    expect(uses('CONTAINER = sudo podman\nx:\n\t$(CONTAINER) run a\n')).toEqual(['a']);
    expect(uses('DOCKER = echo\nx:\n\t$(DOCKER) run a\n')).toEqual([]);
    expect(uses('x:\n\t$(RUNNER) run a; docker ps\n')).toEqual([]);
  });

  it('are told by their names', () => {
    expect(readers(['Makefile', 'x/makefile', 'GNUmakefile', 'a.mk', 'docs.makefile', 'Makefile.ci', 'Makefile.md.txt', 'make'], '')).toEqual([
      'Makefile make', 'x/makefile make', 'GNUmakefile make', 'a.mk make', 'docs.makefile make', 'Makefile.ci make', 'Makefile.md.txt -', 'make -',
    ]);
  });

  it('are read as far as they are typed', () => {
    const uses = (text: string) => make.read(text).uses.map(({ raw }) => raw);
    expect(uses('a:\n\tdocker run a\n\tdocker run "b\n\tdocker run $(c\n\tdocker run d\\')).toEqual(['a', 'd']);
    expect(uses('a:\r\n\tdocker run a \\\r\n\t b\r\n\tdocker pull c\r\n')).toEqual(['a', 'c']);
  });
});
