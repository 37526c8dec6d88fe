import { describe, expect, it } from 'vitest';
import { convertText } from '../support/conversion';

/** Instructions on Debian, and the same on Wolfi, where packages are apk's. */
async function onWolfi(...lines: string[]): Promise<string> {
  const { text, left } = await convertText(`FROM ubuntu:22.04\n${lines.join('\n')}\nCMD ["/app"]\n`);
  if (left.length > 0) return left.join('\n');
  return text.replace('FROM cgr.dev/chainguard/wolfi-base:latest\n', '').replace('CMD ["/app"]\n', '').trimEnd();
}

describe('packages', () => {
  it.each([
    ['RUN apt-get update && apt-get install -y curl git && rm -rf /var/lib/apt/lists/*', 'RUN apk add --no-cache curl git'],
    ['RUN apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get -y --no-install-recommends install build-essential', 'RUN apk add --no-cache build-base'],
    ['RUN set -eux; apt-get update; apt-get install -y g++ gcc; apt-get clean; echo done', 'RUN set -eux; apk add --no-cache gcc; echo done'],
    ['RUN apt update && apt install curl -y', 'RUN apk add --no-cache curl'],
    ['RUN apt-get update && apt-get install -y apt-transport-https', ''],
    ['RUN apt-get install -y curl && apt-get purge -y --auto-remove curl', 'RUN apk add --no-cache curl && apk del curl'],
    ['RUN apt-get update && apt-get upgrade -y', 'RUN apk upgrade --no-cache'],
    ['RUN apt-get install -y curl; rm -rf /tmp/* /var/lib/apt/lists/* /var/tmp/*', 'RUN apk add --no-cache curl; rm -rf /tmp/* /var/tmp/*'],
    [`RUN rm -f /etc/apt/apt.conf.d/docker-clean; echo 'x' > /etc/apt/apt.conf.d/keep-cache`, ''],
    ['RUN --mount=type=cache,target=/var/cache/apt,sharing=locked --mount=type=cache,target=/root/.cache apt-get install -y curl', 'RUN --mount=type=cache,target=/root/.cache apk add --no-cache curl'],
    ['RUN apt-get install -y bash && bash -c "./run.sh now"', 'RUN apk add --no-cache bash && bash -c "./run.sh now"'],
    ['RUN apt-get install -y bash && cat x | bash -s stable', 'RUN apk add --no-cache bash && cat x | bash -s stable'],
    ['RUN if [ -n "$X" ]; then apt-get update; apt-get install -y curl; fi', 'RUN if [ -n "$X" ]; then true; apk add --no-cache curl; fi'],
  ])('%s', async (before, after) => expect(await onWolfi(before)).toBe(after));

  it('keep their layout, their comments and their order', async () => {
    const before = ['RUN apt-get update \\', ' && apt-get install -y --no-install-recommends \\', '      # for TLS', '      ca-certificates \\', '      libpq-dev  libffi-dev \\', '      # last', '      g++ \\', ' && rm -rf /var/lib/apt/lists/*', 'COPY . .'];
    const after = ['RUN apk add --no-cache \\', '      # for TLS', '      ca-certificates \\', '      postgresql-dev  libffi-dev \\', '      # last', '      gcc', 'COPY . .'];
    expect(await onWolfi(...before)).toBe(after.join('\n'));
  });

  it('keep comments where commands go', async () => {
    expect(await onWolfi('RUN apt-get update && \\', '    # tools', '    apt-get install -y git && \\', '    # clean', '    rm -rf /var/lib/apt/lists/*')).toBe('RUN \\\n    # tools\n    apk add --no-cache git\n    # clean');
    expect(await onWolfi('RUN apt-get install -y curl \\', '    # tls', '    apt-transport-https')).toBe('RUN apk add --no-cache curl\n    # tls');
  });

  it('are converted in heredocs', async () => {
    expect(await onWolfi('RUN <<EOF', 'set -e', 'apt-get update', '# hi', 'apt-get install -y curl', 'rm -rf /var/lib/apt/lists/*', 'EOF')).toBe('RUN <<EOF\nset -e\n# hi\napk add --no-cache curl\nEOF');
  });

  it.each([
    ['RUN apt-get install -y nginx=1.18.0-1', '2 nginx=1.18.0-1 is pinned to a version of another distribution'],
    ['RUN apt-get install -y some-thing-of-ours', '2 no table says what the package some-thing-of-ours is called in Wolfi'],
    ['RUN apt-get install -y $PACKAGES', '2 the name of a package comes from $PACKAGES'],
    ['RUN apt-get install -y ./own.deb', '2 ./own.deb is no package that another distribution has'],
    ['RUN apt-get install -y -t bookworm-backports git', '2 the option -t cannot be carried over'],
    ['RUN apt-get build-dep git', '2 what it does cannot be carried over'],
    ['RUN dpkg -i own.deb', '2 dpkg belongs to the distribution of the old image'],
    ['RUN curl -sL https://deb.nodesource.com/setup_22.x | bash -', '2 https://deb.nodesource.com/setup_22.x is a source of packages of the old distribution'],
    ['RUN bash -eux /setup.sh', '2 nobody can see here what /setup.sh asks of the old distribution'],
    ['RUN cd /x && ./setup.sh --all', '2 nobody can see here what ./setup.sh asks of the old distribution'],
    ['RUN ["dash", "-e", "setup"]', '2 nobody can see here what setup asks of the old distribution'],
    ['RUN bash -c "apt-get update && apt-get install -y curl"', '2 a package manager is called from inside of another command'],
    ['RUN ["apt-get", "install", "-y", "curl"]', '2 the exec form of a package manager is not converted'],
    ['RUN echo "open', '2 the commands cannot be read with certainty'],
  ])('%s is left, and so is its base', async (line, reason) => expect((await onWolfi(line)).split('\n')).toContain(reason));
});

describe('accounts', () => {
  it.each([
    ['RUN groupadd -g 1000 app && useradd -u 1000 -g 1000 -ms /bin/bash app', 'RUN addgroup -g 1000 app && adduser -D -u 1000 -G app -s /bin/bash app'],
    ['RUN groupadd -r app && useradd --no-log-init -r -g app app', 'RUN addgroup -S app && adduser -D -S -G app app'],
    ['RUN useradd -r app', 'RUN addgroup -S app && adduser -D -S -G app app'],
    ['RUN useradd --create-home --home-dir=/app --shell=/bin/false app', 'RUN adduser -D -h /app -s /bin/false app'],
    [`RUN adduser --disabled-password --gecos "" --uid 10001 app`, `RUN adduser -D -g "" -u 10001 app`],
    ['RUN useradd app && usermod -aG root app', 'RUN adduser -D app && addgroup app root'],
    ['RUN useradd app && chown -R app:app /srv', 'RUN adduser -D app && chown -R app:app /srv'],
    ['RUN apt-get install -y passwd && useradd -K UMASK=7 app', 'RUN apk add --no-cache shadow && useradd -K UMASK=7 app'],
  ])('%s', async (before, after) => expect(await onWolfi(before)).toBe(after));

  it.each([
    ['RUN useradd -p secret app', '2 adduser has no counterpart for -p'],
    ['RUN useradd -g 4711 app', '2 adduser has no counterpart for -g 4711'],
    ['RUN id app || useradd -r app', '2 the command cannot be made two where it stands'],
    ['RUN useradd app && usermod -d /x app', '2 usermod is not in the new image'],
  ])('%s is left', async (line, reason) => expect((await onWolfi(line)).split('\n')).toContain(reason));
});

describe('programs that BusyBox has in a smaller version', () => {
  it.each([
    ['RUN tar --extract --file a.tar --keep-old-files', 'RUN tar --extract --file a.tar -k'],
    ['RUN tar -xzf a.tgz --strip-components=1 -C /opt', 'RUN tar -xzf a.tgz --strip-components=1 -C /opt'],
    ['RUN tar --extract --same-owner --file a.tar', 'RUN tar --extract --file a.tar'],
    ['RUN tar -xf a.tar --wildcards "*.txt"', 'RUN apk add --no-cache gnutar\nRUN tar -xf a.tar --wildcards "*.txt"'],
    ['RUN grep --quiet a b', 'RUN grep -q a b'],
    ['RUN grep -P a b', 'RUN apk add --no-cache grep\nRUN grep -P a b'],
    ['RUN wget -qO- https://a.example/b | tar xz', 'RUN wget -qO- https://a.example/b | tar xz'],
    ['RUN apt-get install -y wget && wget --retry-connrefused https://a.example/b', 'RUN apk add --no-cache wget && wget --retry-connrefused https://a.example/b'],
    ['# get it', '# get it'],
  ])('%s', async (before, after) => expect(await onWolfi(before)).toBe(after));

  it('and programs that came with the old image are installed', async () => {
    const { text } = await convertText('FROM python:3.13 AS b\n# what\nRUN curl -O https://a.example/b && git clone b && make\nFROM scratch\n');
    expect(text).toBe('FROM dhi.io/python:3.13-dev AS b\nRUN apt-get update && apt-get install -y --no-install-recommends curl git make && rm -rf /var/lib/apt/lists/*\n# what\nRUN curl -O https://a.example/b && git clone b && make\nFROM scratch\n');
    expect(await onWolfi('RUN apt-get update && apt-get install -y curl', 'RUN curl -V')).toBe('RUN apk add --no-cache curl\nRUN curl -V');
    expect(await onWolfi('RUN own-installer && curl -V')).toBe('RUN own-installer && curl -V');
  });
});
