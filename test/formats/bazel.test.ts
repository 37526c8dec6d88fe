import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../server/src/core/range';
import { parseReference, withDigest, withTag, type ImageReference } from '../../server/src/core/reference';
import { bazel } from '../../server/src/formats/bazel';
import { checkPlaces, readers } from '../support/check-places';

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;

/** The document once its only use names what `change` makes of it; or why it cannot. */
function edited(text: string, change: (reference: ImageReference) => ImageReference): string {
  const { uses: [use, more] } = bazel.read(text);
  if (!use?.reference || more) throw new Error('not one use');
  const edits = bazel.edit(use, change(use.reference));
  return 'disabled' in edits ? edits.disabled.template : applyEdits(text, edits);
}

describe('Bazel', () => {
  it('pulls images by several rules', () => {
    checkPlaces('bazel', 'MODULE.bazel', `
      bazel_dep(name = "image", version = "nginx")
      oci = use_extension("@rules_oci//oci:extensions.bzl", "oci")
      oci.pull(
          name = "base", # image = "redis"
          image = "gcr.io/distroless/base",
          #        ^^^^^^^^^^^^^^^^^^^^^^ base gcr.io/distroless/base:latest
          platforms = ["linux/amd64", "linux/arm64"],
          tag = "latest",
      )
      oci.pull(name = "b", image = "python:3.11", digest = "${digest}")
      #                             ^^^^^^^^^^^ base docker.io/library/python:3.11@${digest}
      oci.pull(name = "c", image = 'https://ghcr.io/acme/app:1@${digest}')
      #                                     ${'^'.repeat(`ghcr.io/acme/app:1@${digest}`.length)} base ghcr.io/acme/app:1@${digest}
      pull(name = "d", registry = "index.docker.io", repository = "library/alpine", digest = "${digest}")
      #                                                            ^^^^^^^^^^^^^^ base docker.io/library/alpine@${digest}
    `);
    checkPlaces('bazel', 'tools/images.bzl', `
      _TAG = "3.8"
      _TWICE = "1"
      _TWICE = "2"
      def images(image = "redis"):
          """oci_pull(image = "redis")"""
          container_pull(
              name = "alpine",
              registry = "index.docker.io",
              repository = "library/alpine",
              #             ^^^^^^^^^^^^^^ base docker.io/library/alpine:3.8 no fix
              tag = _TAG,
          )
          oci_pull(name = "x", image = "nginx", tag = _TWICE)
          #                             ^^^^^ base (variable) no fix
          oci_pull(name = "y", image = "nginx", digest = digests["x"])
          #                             ^^^^^ base (variable) no fix
          oci_pull(name = "z", image = image)
    `);
  });

  it('counts the tag in the text more than the argument, as rules_oci does', () => {
    checkPlaces('bazel', 'MODULE.bazel', `
      oci.pull(image = "memcached:alpine", tag = "latest", digest = "${digest}")
      #                 ^^^^^^^^^^^^^^^^ base docker.io/library/memcached:alpine@${digest}
    `);
  });

  it('has other functions and files that say the same words', () => {
    checkPlaces('bazel', 'a.bzl', 'oci_push(image = "acme/app", repository = "acme/app", tag = "1")\noci_image(name = "pull", base = "@x")\npull(\n# image = "redis"\n)\n');
    expect(readers(['MODULE.bazel', 'WORKSPACE', 'WORKSPACE.bzlmod', 'x/a.bzl', 'tools/oci.MODULE.bazel', 'BUILD.bazel', 'workspace'], 'oci.pull(image = "x")')).toEqual([
      'MODULE.bazel bazel', 'WORKSPACE bazel', 'WORKSPACE.bzlmod bazel', 'x/a.bzl bazel', 'tools/oci.MODULE.bazel bazel', 'BUILD.bazel -', 'workspace -',
    ]);
  });

  it('is read as far as it is typed', () => {
    checkPlaces('bazel', 'MODULE.bazel', `
      oci.pull(name = "a", image = "nginx:1
      oci.pull(name = "b", image = "nginx:2")
      #                             ^^^^^^^ base docker.io/library/nginx:2
    `);
  });

  it('writes a digest into its argument, or into one of its own', () => {
    const pin = (reference: ImageReference) => withDigest(reference, digest);
    const call = (inner: string): string => `oci.pull(\r\n    name = "a",\r\n    ${inner}\r\n)\r\n`;
    expect(edited(call('image = "nginx",\r\n    tag = "1", # x'), pin)).toBe(call(`image = "nginx",\r\n    tag = "1",\r\n    digest = "${digest}", # x`));
    expect(edited(call(`image = "nginx",\r\n    digest = 'sha256:${'0'.repeat(64)}',`), pin)).toBe(call(`image = "nginx",\r\n    digest = '${digest}',`));
    expect(edited('oci.pull(image="nginx", tag="1")', pin)).toBe(`oci.pull(image="nginx", tag="1", digest = "${digest}")`);
    expect(edited('oci.pull(image="nginx:1")', pin)).toBe(`oci.pull(image="nginx:1@${digest}")`);
    expect(edited('oci.pull(image="nginx", tag="1", reproducible = False)', pin)).toBe('With `reproducible = False`, rules_oci takes either a tag or a digest.');
  });

  it('writes another tag and another name into their fields', () => {
    expect(edited(`oci.pull(image="nginx", tag="1", digest="${digest}")`, reference => withTag(reference, '1.30'))).toBe(`oci.pull(image="nginx", tag="1.30", digest="${digest}")`);
    const other = parseReference('cgr.dev/chainguard/nginx:latest');
    if (!other.ok) throw new Error('no reference');
    const numbered = () => ({ ...other.reference, tag: '3.24' });
    expect(edited('container_pull(registry = "index.docker.io", repository = "library/nginx")', numbered)).toBe('container_pull(registry = "cgr.dev", repository = "chainguard/nginx", tag = "3.24")');
    expect(edited('container_pull(registry = "index.docker.io", repository = "library/nginx", tag = "1")', () => other.reference)).toBe('container_pull(registry = "cgr.dev", repository = "chainguard/nginx", tag = "latest")');
  });

  it('has comments on lines of their own, and proposes images', () => {
    const text = '# plimsoll-ignore-next-line x\noci.pull(\n    # a\n    image = "",\n)\n"""\n# b\n"""\n';
    expect(bazel.read(text).comments.map(comment => comment.text)).toEqual(['plimsoll-ignore-next-line x', 'a']);
    const at = text.indexOf('""') + 1;
    expect(bazel.imagePlace?.(text, at)).toEqual({ range: { start: at, end: at }, stages: [] });
    expect(bazel.imagePlace?.('x(image = "")', 11)).toBeUndefined();
    expect(bazel.commentPlace(text, at)).toBe(text.indexOf('    image'));
  });
});
