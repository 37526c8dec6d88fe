import { describe, expect, it } from 'vitest';
import { bringsPackageManager, bringsShell, mountsPrograms } from '../../../server/src/rules/fit/brought';
import { instructionOf } from '../../support/build-parts';

describe('a shell that a build brings', () => {
  it.each([
    'COPY --from=busybox /bin/sh /bin/sh', 'COPY --from=busybox ["/bin/busybox", "/bin/"]', 'ADD https://example.com/busybox /tool', 'COPY --from=x /bin /bin', 'COPY --from=x /bin/ /bin/', 'COPY --from=x /usr/bin/* /usr/bin/',
    'COPY --from=x / /', 'COPY --from=x /out/ /', 'COPY --from=x /base-chroot /', 'ADD layer.tgz /', 'SHELL ["/busybox/sh", "-c"]', 'SHELL ["powershell"]', 'SHELL none',
  ])('is in %s', line => expect(bringsShell(instructionOf(line))).toBe(true));

  it.each([
    'COPY --from=x /app /', 'COPY . /', 'COPY . .', 'COPY bin/ /app/bin/', 'COPY --from=x /go/bin/ /app/', 'COPY shell.sh /', 'ADD layer.tgz /srv/', 'COPY rootCA.pem /', 'SHELL ["/bin/bash", "-o", "pipefail", "-c"]', 'RUN cp /bin/sh /x', 'ENV X=/bin/sh',
  ])('is not in %s', line => expect(bringsShell(instructionOf(line))).toBe(false));
});

describe('a package manager that a build brings', () => {
  it.each(['COPY --from=x /sbin/apk /sbin/apk', 'ADD https://example.com/apk.static /sbin/', 'COPY --from=x /usr /usr', 'COPY --from=x /rootfs/ /'])('is in %s', line => expect(bringsPackageManager(instructionOf(line))).toBe(true));
  it.each(['COPY --from=x /bin/sh /bin/sh', 'SHELL ["/busybox/sh"]', 'COPY apk-tools.txt /', 'RUN apk add x'])('is not in %s', line => expect(bringsPackageManager(instructionOf(line))).toBe(false));
});

describe('programs that a mount lends', () => {
  it.each(['RUN --mount=from=busybox,dst=/bin x', 'RUN --mount=type=bind,from=busybox,source=/bin/,target=/tools x', 'RUN --mount=type=cache,target=/c --mount=from=b,target=/usr x'])('are in %s', line => expect(mountsPrograms(instructionOf(line))).toBe(true));
  it.each(['RUN x', 'RUN --mount=type=cache,target=/root/.cache x', 'RUN --mount=type=bind,source=.,target=/src x', 'RUN --network=none --mount x'])('are not in %s', line => expect(mountsPrograms(instructionOf(line))).toBe(false));
});
