import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../server/src/core/range';
import { withDigest } from '../../server/src/core/reference';
import { earthfile } from '../../server/src/formats/earthfile';
import { checkPlaces, embedding } from '../support/check-places';
import { readDockerRun } from '../support/docker-run';

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;

describe('Earthfiles', () => {
  it('name what targets start from and pull, and no targets and no outputs', () => {
    checkPlaces('earthfile', 'Earthfile', `
      VERSION 0.8
      FROM golang:1.26
      #    ^^^^^^^^^^^ base docker.io/library/golang:1.26
      build:
        FROM --platform=linux/amd64 --allow-privileged "alpine:3"
        #                                               ^^^^^^^^ base docker.io/library/alpine:3
        FROM +deps
        FROM ./lib+base
        FROM $LIB+base
        FROM github.com/acme/lib:v1+base --x=alpine
        FROM DOCKERFILE -f Dockerfile .
        FROM scratch
        # FROM redis
        COPY (+deps/app --x=redis) .
        BUILD +other
        RUN FROM redis
        SAVE IMAGE --push acme/app:latest
      test:
        LOCALLY
        WITH DOCKER --load app=+build --pull postgres:16 \\
        #                                    ^^^^^^^^^^^ service docker.io/library/postgres:16
            # --pull=mysql
            --pull=redis:7
            #      ^^^^^^^ service docker.io/library/redis:7
          RUN docker run app
        END
        IF [ -f x ]
          FROM --platform linux/amd64 busybox
          #                           ^^^^^^^ base docker.io/library/busybox
        END
    `);
  });

  it('know the defaults of ARGs where they are seen', () => {
    checkPlaces('earthfile', 'Earthfile', `
      VERSION --arg-scope-and-set 0.7
      ARG --global BASE=alpine
      ARG own="3.20"
      FROM $BASE:\${own}
      #    ^^^^^^^^^^^^ base docker.io/library/alpine:3.20 no fix
      a:
        FROM $BASE:$own
        #    ^^^^^^^^^^ base (variable)
        ARG tag=3
        ARG image=$BASE:$tag
        FROM $image
        #    ^^^^^^ base docker.io/library/alpine:3 no fix
      b:
        FROM $BASE:$tag
        #    ^^^^^^^^^^ base (variable)
        FROM \${BASE}:\${tag:-2}
        #    ^^^^^^^^^^^^^^^^^ base docker.io/library/alpine:2 no fix
        ARG from=+a
        FROM $from
        LET later=1
        FROM alpine:$later
        #    ^^^^^^^^^^^^^ base (variable)
        ARG twice=1
        ARG twice=2
        FROM alpine:$twice
        #    ^^^^^^^^^^^^^ base (variable)
        ARG what=$(date)
        FROM alpine:$what
        #    ^^^^^^^^^^^^ base (variable)
    `);
  });

  it('of versions before 0.7 show all ARGs to all targets', () => {
    checkPlaces('earthfile', 'Earthfile', `
      VERSION 0.6
      ARG V=3
      a:
        FROM alpine:$V
        #    ^^^^^^^^^ base docker.io/library/alpine:3 no fix
    `);
  });

  it('hand on what runs beside a Docker of their own, where nothing is loaded into it', () => {
    const drawn = `
      a:
        WITH DOCKER
          RUN --no-cache docker run nginx:1
          #                         ^^^^^^^ tool docker.io/library/nginx:1
        END
        RUN docker run redis
        WITH DOCKER --load +build
          RUN docker run app
        END
        WITH DOCKER --pull=redis:7
        #                  ^^^^^^^ service docker.io/library/redis:7
          RUN docker run redis:7
        END
    `;
    checkPlaces('earthfile', 'Earthfile', drawn, embedding(readDockerRun));
  });

  it('are read as far as they are typed', () => {
    checkPlaces('earthfile', 'sub/Earthfile', 'FROM\na:\n  FROM --platform=\n  WITH DOCKER --pull\n  FROM "\n');
  });

  it('are edited in place', () => {
    const text = 'FROM "alpine:3" \\\r\n  # c\r\n\r\nb:\r\n';
    const [use] = earthfile.read(text).uses;
    if (!use?.reference) throw new Error('no use');
    const edits = earthfile.edit(use, withDigest(use.reference, digest));
    if ('disabled' in edits) throw new Error('no edit');
    expect(applyEdits(text, edits)).toBe(text.replace('alpine:3', `alpine:3@${digest}`));
    expect(earthfile.commentPlace(text, text.indexOf('# c'))).toBe(0);
    expect(earthfile.imagePlace?.('a:\n  FROM ', 10)).toEqual({ range: { start: 10, end: 10 }, stages: [] });
    expect(earthfile.imagePlace?.('a:\n  # FROM ', 12)).toBeUndefined();
  });
});
