import { describe, expect, it } from 'vitest';
import { checkPlaces, readers } from '../../support/check-places';
import { digest, edited } from './check-hcl';

describe('Nomad', () => {
  it('names the images of tasks whose driver runs some', () => {
    checkPlaces('nomad', 'web.nomad.hcl', `
      variables { image = "x" }
      variable "tag" { default = "7" }
      job "web" {
        meta { image = "none" }
        group "g" {
          task "a" {
            driver = "docker"
            config {
              image = "redis:\${var.tag}"
              #        ^^^^^^^^^^^^^^^^ container docker.io/library/redis:7 no fix
              mount { image = "none" }
            }
            artifact { source = "https://example.com/image" }
          }
          task "b" {
            config { image = "docker://quay.io/a/b:1" }
            #                          ^^^^^^^^^^^^^ container quay.io/a/b:1
            driver = "podman"
          }
          task "archive" {
            driver = "podman"
            config { image = "oci-archive:/tmp/a.tar" }
          }
          task "machine" {
            driver = "qemu"
            config { image = "disk" }
          }
          task "any" {
            driver = var.driver
            config { image = "some" }
          }
          task "env" {
            driver = "docker"
            config { image = "\${NOMAD_META_image}" }
            #                 ^^^^^^^^^^^^^^^^^^^ container (variable)
          }
        }
      }
    `);
  });

  it('is known by its name, or by a job with tasks', () => {
    const job = 'job "a" {\n  task "b" {\n    driver = "docker"\n    config { image = "c" }\n  }\n}\n';
    expect(readers(['a.nomad', 'a.nomad.hcl', 'a.hcl', 'a.tf'], job)).toEqual(['a.nomad nomad', 'a.nomad.hcl nomad', 'a.hcl nomad', 'a.tf terraform']);
    expect(readers(['a.nomad', 'a.hcl'], 'path "secret/*" { capabilities = ["read"] }')).toEqual(['a.nomad nomad', 'a.hcl -']);
  });

  it('keeps the scheme when it is edited', () => {
    const text = 'job "a" {\n  task "b" {\n    driver = "podman"\n    config { image = "docker://c:1" }\n  }\n}\n';
    expect(edited('a.nomad', text, `c:1@${digest}`)).toBe(text.replace('c:1', `c:1@${digest}`));
  });
});
