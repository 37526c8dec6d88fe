import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../server/src/core/range';
import { withDigest } from '../../server/src/core/reference';
import { quadlet } from '../../server/src/formats/quadlet';
import { checkPlaces, readers } from '../support/check-places';

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;

describe('Quadlet units', () => {
  it('name images of containers, of images and of volumes that are made of one', () => {
    checkPlaces('quadlet', 'app.container', `
      [Unit]
      Description=Image=nginx
      Image=redis
      [Container]
      Image=docker.io/library/nginx:1.27
      #     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ container docker.io/library/nginx:1.27
      [Service]
      Image=redis
    `);
    checkPlaces('quadlet', 'app.image', `
      [Image]
        Image = docker://ghcr.io/acme/app
        #                ^^^^^^^^^^^^^^^^ container ghcr.io/acme/app
    `);
    checkPlaces('quadlet', 'data.volume', `
      [Volume]
      Image=quay.io/acme/data:1
      #     ^^^^^^^^^^^^^^^^^^^ volume quay.io/acme/data:1
      Driver=image
    `);
    checkPlaces('quadlet', 'quoted.container', `
      [Container]
      Image="localhost/app"
      #      ^^^^^^^^^^^^^ container localhost/app
    `);
  });

  it('name images that are mounted', () => {
    checkPlaces('quadlet', 'app.container', `
      [Container]
      Image=nginx:1
      #     ^^^^^^^ container docker.io/library/nginx:1
      Mount=type=image,source=quay.io/acme/data:1,destination=/data,rw=true
      #                       ^^^^^^^^^^^^^^^^^^^ volume quay.io/acme/data:1
      Mount=destination=/b,src=docker://alpine:3,type=image
      #                                 ^^^^^^^^ volume docker.io/library/alpine:3
      Mount=type=image,source=base.image,destination=/c
      Mount=type=image,source=base.build,destination=/c
      Mount=type=bind,source=redis,destination=/d
      Mount=type=image,destination=/e,xsource=redis
      Mount=type=images,source=redis
      [Pod]
      Mount=type=image,source=redis,destination=/f
    `);
  });

  it('name none where a volume is no image, and where another unit is meant', () => {
    checkPlaces('quadlet', 'data.volume', '[Volume]\nImage=quay.io/acme/data:1\n');
    checkPlaces('quadlet', 'app.container', '[Container]\nImage=app.build\n');
    checkPlaces('quadlet', 'app.container', '[Container]\nImage=base.image\n');
    checkPlaces('quadlet', 'app.image', '[Image]\nImage=docker-archive:/tmp/a.tar\n');
    checkPlaces('quadlet', 'app.container', '[Container]\nImageTag=localhost/app\n');
  });

  it('leave out comments, and what a specifier fills', () => {
    checkPlaces('quadlet', 'app@.container', `
      # Image=redis
      ; Image=redis
      [Container]
      Image=ghcr.io/acme/%i:1
      #     ^^^^^^^^^^^^^^^^^ container (placeholder)
    `);
  });

  it('go on behind a backslash, comments between left aside', () => {
    checkPlaces('quadlet', 'app.container', `
      [Container]
      Exec=a \\
      # Image=redis
      Image=mysql \\
      ; Image=redis
        b
      Image=nginx
      #     ^^^^^ container docker.io/library/nginx
    `);
  });

  it('are told by their names and a section of their own', () => {
    const text = '[Container]\nImage=nginx\n';
    expect(readers(['a.container', 'a.volume', 'a.container.d/10-image.conf', 'a.conf', 'container'], text)).toEqual([
      'a.container quadlet', 'a.volume quadlet', 'a.container.d/10-image.conf quadlet', 'a.conf -', 'container -',
    ]);
    expect(readers(['a.image', 'a.volume'], 'Image=nginx\n')).toEqual(['a.image -', 'a.volume -']);
  });

  it('are edited in place, and comments stand above the whole line', () => {
    const text = '[Container]\r\nExec=a \\\r\n b\r\nImage=docker://nginx:1 \r\n';
    const [use] = quadlet.read(text).uses;
    if (!use?.reference) throw new Error('no use');
    const edits = quadlet.edit(use, withDigest(use.reference, digest));
    if ('disabled' in edits) throw new Error('no edit');
    expect(applyEdits(text, edits)).toBe(text.replace('nginx:1', `nginx:1@${digest}`));
    expect(quadlet.commentPlace(text, text.indexOf(' b'))).toBe(text.indexOf('Exec'));
    expect(quadlet.read(`# plimsoll-ignore-next-line x\n${text}`).comments).toMatchObject([{ text: 'plimsoll-ignore-next-line x' }]);
  });

  it('propose images behind the key alone', () => {
    const text = '[Container]\nImage=\nExec=nginx\n';
    const at = text.indexOf('=') + 1;
    expect(quadlet.imagePlace?.(text, at)).toEqual({ range: { start: at, end: at }, stages: [] });
    expect(quadlet.imagePlace?.(text, text.indexOf('nginx') + 2)).toBeUndefined();
    expect(quadlet.imagePlace?.('[Unit]\nImage=', 13)).toBeUndefined();
  });
});
