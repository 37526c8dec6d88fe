import { describe, expect, it } from 'vitest';
import { checkPlaces, readers } from '../../support/check-places';
import { checkWhole, digest, edited } from './check-hcl';

describe('Bake', () => {
  it('names contexts and caches, and nothing that a build writes', () => {
    checkPlaces('bake', 'docker-bake.hcl', `
      variable "GO" { default = "1.26" }
      target "a" {
        contexts = {
          base = "docker-image://golang:\${GO}"
          #                      ^^^^^^^^^^^^ base docker.io/library/golang:1.26 no fix
          alpine = "docker-image://alpine:3.20", other = "target:b"
          #                        ^^^^^^^^^^^ base docker.io/library/alpine:3.20
          src = "../src", git = "https://github.com/a/b.git"
          any = "docker-image://\${ANY}"
          #                     ^^^^^^ base (variable)
        }
        args       = { BASE = "docker-image://x" }
        tags       = ["acme/a:1"]
        cache-from = ["type=registry,ref=acme/a:cache"]
        #                                ^^^^^^^^^^^^ value docker.io/acme/a:cache
        cache-to   = ["type=registry,ref=acme/a:cache"]
        output     = ["type=image,name=acme/a"]
      }
    `);
  });

  it('names caches that are written as objects', () => {
    checkPlaces('bake', 'docker-bake.hcl', `
      target "a" {
        cache-from = [{ type = "registry", ref = "acme/a:cache" }, { type = "s3", ref = "acme/b" }, "acme/c"]
        #                                         ^^^^^^^^^^^^ value docker.io/acme/a:cache
        #                                                                                            ^^^^^^ value docker.io/acme/c
        cache-to   = [{ type = "registry", ref = "acme/a:cache" }]
      }
    `);
    checkPlaces('bake', 'docker-bake.json', `
      { "target": { "a": { "cache-from": [{ "type": "registry", "ref": "acme/a" }] } } }
      #                                                                 ^^^^^^ value docker.io/acme/a
    `);
  });

  it('reads Dockerfiles in it', () => {
    checkWhole('docker-bake.hcl', `
      variable "TAG" { default = "1" }
      target "a" {
        dockerfile-inline = <<-EOT
          ARG BASE=alpine:3
          #        ^^^^^^^^ site of base docker.io/library/alpine:3
          FROM node:20 AS build
          #    ^^^^^^^ base docker.io/library/node:20
          FROM nginx:\${TAG}
          #    ^^^^^^^^^^^^ base (placeholder) no fix
          FROM $\${BASE}
          #    ^^^^^^^^ base docker.io/library/alpine:3
          COPY --from=build /a /b
        EOT
      }
      target "b" { dockerfile-inline = "FROM redis:7 AS x\\nFROM x\\nFROM\\tbusybox" }
      #                                      ^^^^^^^ base docker.io/library/redis:7
      #                                                                  ^^^^^^^ base docker.io/library/busybox
    `);
  });

  it('is read in JSON too', () => {
    checkPlaces('bake', 'docker-bake.json', `
      { "target": { "a": { "contexts": { "b": "docker-image://alpine", "c": "d" }, "tags": ["x"] } } }
      #                                                       ^^^^^^ base docker.io/library/alpine
    `);
  });

  it('reads Dockerfiles in JSON, with its escapes', () => {
    checkWhole('docker-bake.json', `
      { "target": {
        "a": { "dockerfile-inline": "# syntax=docker\\/dockerfile:1\\nARG B=alpine:3\\nFROM $\${B}\\n" },
        #                                     ^^^^^^^^^^^^^^^^^^^^ syntax docker.io/docker/dockerfile:1 no fix
        #                                                                 ^^^^^^^^ site of base docker.io/library/alpine:3
        #                                                                                ^^^^^ base docker.io/library/alpine:3
        "b": { "dockerfile-inline": "FROM \\u0061lpine\\nCOPY --from=node:20 /a /b" }
        #                                 ^^^^^^^^^^^ base docker.io/library/alpine no fix
        #                                                          ^^^^^^^ stage-copy docker.io/library/node:20
      } }
    `);
  });

  it('takes the names of contexts for no images, of whichever target they are', () => {
    checkWhole('docker-bake.hcl', `
      target "base" { dockerfile-inline = "FROM root\\nCOPY --from=lib /a /b\\nCOPY --from=node:20 /a /b" }
      #                                                                                  ^^^^^^^ stage-copy docker.io/library/node:20
      target "a" {
        inherits = ["base"]
        contexts = { root = "docker-image://alpine:3", "lib" = "./lib" }
        #                                   ^^^^^^^^ base docker.io/library/alpine:3
      }
    `);
  });

  it('is known by its name', () => {
    expect(readers(['docker-bake.hcl', 'a/docker-bake.override.json', 'docker-bake-ci.hcl', 'bake.hcl', '.devcontainer/devcontainer-bake.hcl', 'docker-bakery.hcl'], 'target "a" {}')).toEqual([
      'docker-bake.hcl bake', 'a/docker-bake.override.json bake', 'docker-bake-ci.hcl bake', 'bake.hcl bake', '.devcontainer/devcontainer-bake.hcl bake', 'docker-bakery.hcl -',
    ]);
    expect(readers(['ci/bake.json', 'docker-bake.json'], '{ "target": { } }')).toEqual(['ci/bake.json bake', 'docker-bake.json bake']);
    expect(readers(['bake.hcl', 'ci/bake.json'], 'cake = "target"')).toEqual(['bake.hcl -', 'ci/bake.json -']);
  });

  it('is edited behind the scheme, and in the lines of a Dockerfile', () => {
    const context = (image: string): string => `target "a" {\n  contexts = { b = "docker-image://${image}" } # c\n}\n`;
    expect(edited('docker-bake.hcl', context('alpine:3'), `alpine:3@${digest}`)).toBe(context(`alpine:3@${digest}`));
    const inline = (image: string): string => `target "a" {\r\n  dockerfile-inline = <<EOT\r\n  FROM ${image} AS b\r\nEOT\r\n}\r\n`;
    expect(edited('docker-bake.hcl', inline('alpine:3'), `alpine:3@${digest}`)).toBe(inline(`alpine:3@${digest}`));
  });
});
