import { describe, expect, it } from 'vitest';
import { defaultPolicy } from '../../server/src/core/policy';
import { convertText, offline } from '../support/conversion';

const after = async (text: string, to?: 'chainguard' | 'distroless' | 'docker-hardened' | 'docker-official') => (await convertText(text, to ? { options: { ...offline, to } } : {})).text;
const left = async (text: string) => (await convertText(text)).left;

describe('the base of a stage', () => {
  it('keeps its version, and suits what the stage is for', async () => {
    expect(await after('FROM node:24 AS build\nRUN npm ci\nFROM node:24\nCOPY --from=build /app /app\nCMD ["node", "/app/a.js"]\n')).toBe(
      'FROM dhi.io/node:24-dev AS build\nRUN npm ci\nFROM dhi.io/node:24\nCOPY --from=build /app /app\nCMD ["node", "/app/a.js"]\n');
  });

  it('is of the publisher that was asked for', async () => {
    const text = 'FROM python:3.13-slim\nCOPY app.py /app.py\nCMD ["python", "/app.py"]\n';
    expect(await after(text)).toBe('FROM gcr.io/distroless/python3-debian13:nonroot\nCOPY app.py /app.py\nCMD ["/app.py"]\n');
    expect(await after(text, 'docker-hardened')).toBe(text.replace('python:3.13-slim', 'dhi.io/python:3.13'));
    expect(await after(text, 'chainguard')).toBe('FROM cgr.dev/chainguard/python:latest\nCOPY app.py /app.py\nCMD ["/app.py"]\n');
    expect(await after(text, 'docker-official')).toBe(text);
  });

  it('crosses a major version only where programs carry over, or on request', async () => {
    expect(await after('FROM node:18\nCMD ["node", "/a.js"]\n')).toContain('FROM gcr.io/distroless/nodejs22-debian13:nonroot');
    expect(await left('FROM python:2.7\nCMD ["python", "/a.py"]\n')).toEqual(['1 the nearest image is gcr.io/distroless/python3-debian13:nonroot, which is of another major version']);
    expect(await after('FROM python:2.7\nCMD ["python", "/a.py"]\n', 'docker-hardened')).toContain('FROM dhi.io/python:3.10');
  });

  it('stays where Go would want a go.mod now', async () => {
    const build = (version: string) => `FROM golang:${version} AS build\nRUN go build -o /a\nFROM scratch\n`;
    expect(await left(build('1.15'))).toEqual([expect.stringMatching(/^1 the nearest image is dhi\.io\/golang:1\.\d+-dev, whose Go builds nothing without a go\.mod$/)]);
    expect(await after(build('1.16'))).toMatch(/^FROM dhi\.io\/golang:1\.\d+-dev AS build/);
    expect(await after(build('1.15'), 'docker-hardened')).toMatch(/^FROM dhi\.io\/golang:1\.\d+-dev AS build/);
  });

  it('stays where a server would bring another Java', async () => {
    expect(await left('FROM tomcat:jdk16-openjdk\nCOPY a.war /usr/local/tomcat/webapps/\n')).toEqual([expect.stringContaining('which brings another Java')]);
    expect(await after('FROM tomcat:10.1-jdk21-temurin\nCOPY a.war /usr/local/tomcat/webapps/\n')).toMatch(/^FROM dhi\.io\/tomcat:10\.1-jdk21/);
  });

  it('may be supplied by an argument, once or for several stages', async () => {
    expect(await after('ARG BASE=node:24\nFROM $BASE AS a\nRUN npm ci\nFROM ${BASE}\nCMD ["node", "/a.js"]\n')).toMatch(/^ARG BASE=dhi.io\/node:24-dev\n/);
    expect(await after('ARG V=24\nFROM node:${V}-alpine AS build\nRUN npm ci\n')).toBe('ARG V=24\nFROM dhi.io/node:${V}-alpine-dev AS build\nRUN npm ci\n');
    expect(await left('ARG V=4\nFROM node:2${V}\n')).toEqual(['2 The reference is put together from several parts; there is no one place to edit.']);
    expect(await left('ARG R=docker.io\nFROM ${R}/node:24\n')).toEqual(['2 The reference is put together from several parts; there is no one place to edit.']);
  });

  it('stays where it is hardened already, ignored, unknown or built here', async () => {
    expect(await left('FROM cgr.dev/chainguard/node:latest\n')).toEqual(['1 a hardened image already']);
    expect(await left('# plimsoll-ignore-next-line hardened-alternative: vendor says so\nFROM node:24\n')).toEqual(['2 ignored']);
    expect(await left('FROM ghcr.io/acme/app:1\n')).toEqual(['1 no table has an image that does the same job']);
    expect(await left('FROM node:24 AS a\nFROM a\nFROM scratch\n')).toEqual([]);
  });

  it('obeys the trust policy', async () => {
    const policy = { ...defaultPolicy, trust: { ...defaultPolicy.trust, strict: true, publishers: ['chainguard'] } };
    const { text } = await convertText('FROM golang:1.26 AS build\nRUN go build\nFROM scratch\n', { policy });
    expect(text).toContain('FROM cgr.dev/chainguard/go:latest-dev AS build');
    const nobody = { ...defaultPolicy, trust: { ...defaultPolicy.trust, strict: true, publishers: ['red-hat'] } };
    expect((await convertText('FROM node:24\n', { policy: nobody })).left).toEqual(['1 the trust policy accepts none of the images that do the same job']);
  });
});

describe('users', () => {
  it('are root for what ran as root, and the image\'s own where it is shipped', async () => {
    expect(await after('FROM node:24\nWORKDIR /app\nCOPY . .\n# deps\nRUN npm ci\nRUN npm run build\nCMD ["npm", "start"]\n', 'chainguard')).toBe(
      'FROM cgr.dev/chainguard/node:latest\nWORKDIR /app\nCOPY . .\nUSER root\n# deps\nRUN npm ci\nRUN npm run build\nUSER 65532\nCMD ["npm", "start"]\n'.replace('CMD', 'ENTRYPOINT []\nCMD'));
    expect(await after('FROM maven:3.9 AS build\nRUN mvn package\nFROM scratch\nCOPY --from=build /x /x\n', 'chainguard')).toBe(
      'FROM cgr.dev/chainguard/maven:latest-dev AS build\nUSER root\nRUN mvn package\nFROM scratch\nCOPY --from=build /x /x\n');
  });

  it('that the file names itself stay in force', async () => {
    expect(await after('FROM ruby:3.4\nRUN gem install rack\nRUN useradd app\nUSER app\nCMD ["ruby", "/a.rb"]\n', 'chainguard')).toBe(
      'FROM cgr.dev/chainguard/ruby:latest-dev\nUSER root\nRUN gem install rack\nRUN adduser -D app\nUSER app\nCMD ["/a.rb"]\n');
    expect(await after('FROM node:24\nUSER node\nCMD ["node", "/a.js"]\n', 'docker-hardened')).toContain('USER node\n');
    expect(await after('FROM node:24\nCOPY --chown=node:node . /app\nUSER node\nCMD ["node", "/a.js"]\n', 'distroless')).toContain('COPY --chown=65532:65532 . /app\nUSER 65532\n');
    expect(await after('FROM python:3.13\nRUN pip install x\nUSER nobody\nCMD ["python", "/a.py"]\n', 'docker-hardened')).toContain('USER 65534\n');
  });

  it('without a counterpart keep the stage from being converted', async () => {
    expect(await left('FROM node:24\nRUN npm ci\nUSER games\nCMD ["node", "/a.js"]\n')).toEqual(['3 the new image has no account games']);
  });
});

describe('what is shipped', () => {
  it('needs no shell where everything is there already', async () => {
    expect(await after('FROM golang:1.26 AS b\nENV CGO_ENABLED=0\nRUN go build -o /srv .\nFROM alpine\nRUN apk add --no-cache ca-certificates && addgroup -S app && adduser -S -G app app\nCOPY --from=b --chown=app:app /srv /srv\nUSER app:app\nENTRYPOINT /srv --port 80\n')).toContain(
      'FROM gcr.io/distroless/static-debian13:nonroot\nCOPY --from=b --chown=65532:65532 /srv /srv\nUSER 65532:65532\nENTRYPOINT ["/srv", "--port", "80"]\n');
  });

  it('keeps one where a script may need it', async () => {
    expect(await after('FROM node:24\nCOPY start.sh /start.sh\nCMD ["/start.sh"]\n')).toContain('FROM dhi.io/node:24-dev\n');
    expect(await after('FROM node:24\nCOPY start /usr/local/bin/start\nENTRYPOINT ["start"]\n')).toContain('FROM dhi.io/node:24-dev\n');
    expect(await after('FROM node:24\nCMD node $FILE\n')).toContain('FROM dhi.io/node:24-dev\n');
    expect(await after('FROM node:24\nCMD ["npm", "start"]\n')).toContain('FROM dhi.io/node:24-dev\n');
    expect(await after('FROM node:24\nHEALTHCHECK CMD curl -f http://localhost || exit 1\nCMD ["node", "/a.js"]\n')).toBe(
      'FROM dhi.io/node:24-dev\nRUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*\nHEALTHCHECK CMD curl -f http://localhost || exit 1\nCMD ["node", "/a.js"]\n');
    expect(await after('FROM node:24-alpine\nHEALTHCHECK CMD curl -f http://localhost || exit 1\nCMD ["node", "/a.js"]\n')).toContain('FROM node:24-alpine\n');
  });

  it('keeps one where an ENTRYPOINT in the shell form hides a CMD', async () => {
    expect(await after('FROM node:24\nENTRYPOINT node /a.js\n', 'docker-hardened')).toContain('FROM dhi.io/node:24\nENTRYPOINT ["node", "/a.js"]\n');
    expect(await after('FROM node:24\nENTRYPOINT node /a.js\nCMD ["b.js"]\n')).toContain('FROM dhi.io/node:24-dev\nENTRYPOINT node /a.js\n');
  });

  it('keeps root where it needs what is for root alone', async () => {
    for (const line of ['COPY a /root/a', 'COPY ["a", "/root/a"]', 'ENV A=/root/a']) {
      expect(await after(`FROM node:24\n${line}\nCMD ["node", "/a.js"]\n`)).toContain('FROM dhi.io/node:24-dev\n');
    }
  });

  it('names the folder of what no PATH finds', async () => {
    const distroless = 'FROM gcr.io/distroless/nodejs24-debian13:nonroot\n';
    expect(await after('FROM node:24\nENTRYPOINT node /a.js\n')).toBe(`${distroless}ENTRYPOINT ["/nodejs/bin/node", "/a.js"]\n`);
    expect(await after('FROM node:24\nENTRYPOINT [ "node", "/a.js"]\nCMD ["node"]\n')).toBe(`${distroless}ENTRYPOINT [ "/nodejs/bin/node", "/a.js"]\nCMD ["node"]\n`);
    expect(await after('FROM node:24\nHEALTHCHECK --interval=5s CMD ["node", "/b.js"]\nCMD ["node", "/a.js"]\n')).toBe(`${distroless}HEALTHCHECK --interval=5s CMD ["/nodejs/bin/node", "/b.js"]\nCMD ["/a.js"]\n`);
    expect(await after('FROM node:24\nENV PATH=/own:$PATH\nCMD ["node", "/a.js"]\n')).not.toContain('distroless');
  });

  it('is started as before beside another ENTRYPOINT', async () => {
    expect(await after('FROM python:3.13\nRUN pip install gunicorn\nCMD gunicorn app:app\n', 'chainguard')).toBe('FROM cgr.dev/chainguard/python:latest-dev\nUSER root\nRUN pip install gunicorn\nUSER 65532\nENTRYPOINT []\nCMD gunicorn app:app\n');
    expect(await after('FROM eclipse-temurin:21-jre\nCOPY a.jar /\nCMD ["java", "-jar", "/a.jar"]\n', 'distroless')).toContain('CMD ["/a.jar"]\n');
    expect(await after('FROM eclipse-temurin:21-jre\nCOPY a.jar /\nCMD ["java", "-Xmx1g", "-jar", "/a.jar"]\n', 'distroless')).toContain('ENTRYPOINT []\nCMD ["java", "-Xmx1g", "-jar", "/a.jar"]\n');
    expect(await after('FROM eclipse-temurin:21-jre\nCOPY a.jar /\nENTRYPOINT ["java", "-jar", "/a.jar"]\n', 'distroless')).toContain('ENTRYPOINT ["java", "-jar", "/a.jar"]\n');
  });
});

describe('places of the old image', () => {
  it.each([
    ['FROM python:3.12 AS b\nRUN pip install x\nFROM python:3.12\nCOPY --from=b /usr/local/lib/python3.12/site-packages /x\nCMD ["python"]\n', '4 /usr/local/lib/python3.12/site-packages is a place of python: the new image has it elsewhere'],
    ['FROM php:8.3-fpm\nRUN docker-php-ext-install pdo_mysql\n', '2 docker-php-ext-install belongs to the old image'],
    ['FROM rust:1.96 AS b\nRUN cargo install --path .\nFROM debian\nCOPY --from=b /usr/local/cargo/bin/a /a\nCMD ["/a"]\n', '4 /usr/local/cargo/bin/a is a place of rust: the new image has it elsewhere'],
    ['FROM golang:1.26\nENV X=$GOROOT/bin\nCMD ["go"]\n', '2 the old image sets $GOROOT, and the new one may not'],
  ])('%s', async (text, reason) => expect(await left(text)).toContain(reason));

  it('are taken where the new image has the same', async () => {
    expect(await after('FROM golang:1.26 AS b\nRUN go install ./...\nFROM scratch\nCOPY --from=b /go/bin/a /a\n')).toContain('FROM dhi.io/golang:1.26-dev AS b\n');
  });

  it('begin with the folder in which the old image began', async () => {
    expect(await after('FROM node:24\nCOPY a.js .\nCMD ["node", "a.js"]\n', 'docker-hardened')).toBe('FROM dhi.io/node:24\nWORKDIR /\nCOPY a.js .\nCMD ["node", "a.js"]\n');
  });

  it('and images that something is taken out of', async () => {
    expect(await after('FROM scratch\nCOPY --from=alpine:3.22 /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/\n')).toBe('FROM scratch\nCOPY --from=cgr.dev/chainguard/wolfi-base:latest /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/\n');
    expect(await left('FROM scratch\nCOPY --from=busybox /bin/sh /bin/sh\n')).toEqual(['2 something is taken out of it by its path, and another image may have it elsewhere']);
  });
});

describe('stages that share what they link', () => {
  const rust = (base: string) => `FROM rust:1.96-alpine AS b\nRUN cargo build --release\nFROM ${base}\nCOPY --from=b /t/a /a\nCMD ["/a"]\n`;

  it('keep to one C library', async () => {
    expect(await after(rust('alpine:3.22'))).toContain('FROM dhi.io/alpine-base:3.22\n');
    expect(await after(rust('nginx:1.30'))).toContain('FROM dhi.io/nginx:1.30\n');
  });

  it('stay where there is none that fits both', async () => {
    const mixed = 'FROM rust:1.96 AS b\nRUN cargo build --release\nFROM gcr.io/distroless/cc-debian13:nonroot\nCOPY --from=b /t/a /a\nCMD ["/a"]\n';
    expect((await convertText(mixed)).text).toBe(mixed);
    const library = 'FROM golang:1.26-bookworm AS b\nRUN apt-get update && apt-get install -y libpcap-dev\nRUN go build -o /a\nFROM debian:bookworm-slim\nRUN apt-get update && apt-get install -y libpcap0.8\nCOPY --from=b /a /a\nCMD ["/a"]\n';
    expect(await after(library)).toMatch(/^FROM cgr.dev[^]*libpcap-dev[^]*\nFROM cgr.dev[^]*libpcap\n/);
    expect((await convertText(rust('alpine:3.22'), { options: { ...offline, to: 'chainguard' } })).text).toMatch(/^FROM cgr.dev\/chainguard\/rust[^]*FROM cgr.dev\/chainguard\/wolfi-base/);
    expect((await convertText(rust('alpine:3.22'), { options: { ...offline, to: 'distroless' } })).text).toBe(rust('alpine:3.22'));
  });
});

describe('the whole document', () => {
  const untouched = '# syntax=docker/dockerfile:1\n# escape=`\n\n# The shop.\nFROM node:24 AS build # no comment\nLABEL a="b" `\n  c=d\nEXPOSE 80/tcp 443\nCOPY <<A /a\nFROM x\nRUN apt-get install\nA\nRUN npm ci\n';

  it('changes nowhere else', async () => {
    const wanted = untouched.replace('FROM node:24 AS', 'FROM dhi.io/node:24-dev AS');
    expect(await after(untouched)).toBe(wanted);
    expect(await after(untouched.replaceAll('\n', '\r\n'))).toBe(wanted.replaceAll('\n', '\r\n'));
    expect(await after(`\uFEFF${untouched}`)).toBe(`\uFEFF${wanted}`);
    expect(await after(untouched.trimEnd())).toBe(wanted.trimEnd());
  });

  it('changes once', async () => {
    const once = await after('FROM ubuntu:22.04\nRUN apt-get update && apt-get install -y curl python3 && useradd app\nUSER app\nCMD python3 /a.py\n');
    expect(once).toContain('apk add --no-cache curl python3 && adduser -D app');
    expect(await after(once)).toBe(once);
  });
});

describe('stages that share what one language made', () => {
  it('keep to one version of it', async () => {
    const text = 'FROM node:20 AS b\nRUN npm ci\nFROM gcr.io/distroless/nodejs20-debian12\nCOPY --from=b /a /a\nCMD ["/a/x.js"]\n';
    expect(await after(text)).toBe(text);
    expect(await after(text.replace('nodejs20-debian12', 'nodejs22-debian13'))).toContain('FROM dhi.io/node:22-dev AS b');
    expect(await after(text.replaceAll('20', '22').replace('debian12', 'debian13'))).toContain('FROM dhi.io/node:22-dev AS b');
  });
});

describe('accounts that the new image has already', () => {
  it('are not made again, and not under another number', async () => {
    expect(await after('FROM php:8.3-cli\nRUN useradd -r nonroot && chown -R nonroot /app\nUSER nonroot\nENTRYPOINT ["php", "x"]\n')).toContain('RUN chown -R nonroot /app\nUSER nonroot\n');
    expect(await left('FROM ubuntu:22.04\nRUN useradd -u 1000 nonroot\n')).toContain('2 the new image has an account nonroot of its own');
    expect(await left('FROM ubuntu:22.04\nRUN useradd -u 65532 app\n')).toContain('2 the new image has an account of the number 65532');
  });
});
