import { describe, expect, it } from 'vitest';
import { render } from '../../server/src/core/message';
import { convertText } from '../support/conversion';

const fromLines = async (text: string) => (await convertText(text)).text.split('\n').filter(line => line.startsWith('FROM'));
const left = async (text: string) => (await convertText(text)).left;
const go = (build: string, start = 'CMD ["/app/server"]') => `FROM golang:1.26\nWORKDIR /app\nCOPY . .\n${build}\n${start}\n`;

describe('a second stage', () => {
  it.each([
    [go('RUN CGO_ENABLED=0 go build -o server .'), 'gcr.io/distroless/static-debian13:nonroot', '/app/server'],
    [go('RUN go build -o=./server ./cmd'), 'gcr.io/distroless/base-debian13:nonroot', '/app/server'],
    [go('RUN cd cmd && go build -o /app/server'), 'gcr.io/distroless/base-debian13:nonroot', '/app/server'],
    ['FROM rust:1.96\nWORKDIR /r\nCOPY . .\nRUN cargo build --release\nENTRYPOINT ["./target/release/r"]\n', 'gcr.io/distroless/cc-debian13:nonroot', '/r/target/release/r'],
    ['FROM gradle:8-jdk21\nWORKDIR /j\nCOPY . .\nRUN gradle bootJar\nCMD java -jar build/libs/a.jar\n', 'gcr.io/distroless/java21-debian13:nonroot', '/j/build/libs/a.jar'],
    ['FROM eclipse-temurin:21-jdk\nWORKDIR /j\nCOPY . .\nRUN ./mvnw package\nCMD ["java", "-jar", "target/a.jar"]\n', 'gcr.io/distroless/java21-debian13:nonroot', '/j/target/a.jar'],
    ['FROM mcr.microsoft.com/dotnet/sdk:10.0\nWORKDIR /s\nCOPY . .\nRUN dotnet publish --output out\nENTRYPOINT ["dotnet", "out/A.dll"]\n', 'dhi.io/aspnetcore:10.0', '/s/out'],
    ['FROM node:24\nWORKDIR /n\nCOPY . .\nRUN yarn install\nCMD ["node", "a.js"]\n', 'dhi.io/node:24', '/n'],
    ['FROM python:3.13\nWORKDIR /p\nCOPY . .\nRUN pip install -r r.txt\nCMD ["python", "a.py"]\n', 'dhi.io/python:3.13', '/venv'],
  ])('%s', async (text, base, copied) => {
    const converted = await convertText(text);
    expect(converted.text.split('\n').filter(line => line.startsWith('FROM')).at(-1)).toBe(`FROM ${base}`);
    expect(converted.text).toContain(`COPY --from=build ${copied} ${copied}\n`);
    expect((await convertText(converted.text)).text).toBe(converted.text);
  });

  it('says again what describes the image, and that the program is alone', async () => {
    const { text, conversion } = await convertText(`FROM golang:1.26 AS make\nENV CGO_ENABLED=0 PORT=80\nLABEL a=b\nWORKDIR /app\nCOPY . .\nRUN go build -o server\nUSER 1000\nEXPOSE 80\nCMD ["./server"]\n`);
    expect(text).toContain('RUN go build -o server\n\nFROM gcr.io/distroless/static-debian13:nonroot\nENV CGO_ENABLED=0 PORT=80\nLABEL a=b\nWORKDIR /app\nCOPY --from=make /app/server /app/server\nUSER 1000\nEXPOSE 80\nCMD ["./server"]\n');
    expect(JSON.stringify(conversion.changes)).toContain('holds {0} alone');
  });

  it.each([
    [go('RUN go build .'), 'no command says where the program is built: go build -o'],
    [go('RUN make'), 'no command says where the program is built: go build -o'],
    [go('RUN go build -o server && make assets'), 'nobody can tell whether what make makes is needed at run time'],
    [go('RUN go build -o server && mkdir /data'), 'nobody can tell whether /data is needed at run time'],
    [go('COPY conf /etc/app/\nRUN go build -o server'), 'nobody can tell whether /etc/app/ is needed at run time'],
    [go('RUN apt-get install -y ffmpeg && go build -o server'), 'nobody can tell whether ffmpeg is needed at run time'],
    [go('RUN go build -o server', 'CMD ["/app/other"]'), '/app/other is not what the build makes'],
    [go('USER 1000\nRUN go build -o server'), 'a USER stands before the end of the build'],
    [go('CMD ["/app/server"]\nRUN go build -o server', ''), 'CMD and ENTRYPOINT stand before the end of the build'],
    ['FROM golang:1.26-alpine\nRUN go build -o /a\nCMD ["/a"]\n', 'nothing says that it is linked statically: CGO_ENABLED=0'],
    ['FROM maven:3.9-eclipse-temurin-21\nRUN mvn package\nCMD java -jar target/*.jar\n', 'how it starts is of no shape that a table knows'],
    ['FROM maven:3.9\nRUN mvn package\nCMD ["java", "-jar", "/target/a.jar"]\n', 'the tag does not say which Java it is'],
    ['FROM maven:3.9-eclipse-temurin-21\nRUN mvn package\nCMD ["mvn", "spring-boot:run"]\n', 'no jar is built and started: java -jar'],
    ['FROM node:24\nWORKDIR /n\nCOPY . .\nRUN npm ci\nCMD ["npm", "start"]\n', 'npm starts it, and the image to run it has node alone'],
    ['FROM python:3.13\nWORKDIR /p\nRUN pip install x\nRUN apt-get install -y curl\nCMD ["python", "a.py"]\n', 'nobody can tell whether curl is needed at run time'],
    ['FROM python:3.13\nWORKDIR /p\nRUN pip install --user x\nCMD ["python", "a.py"]\n', 'packages are installed in a place of their own'],
  ])('is not made of %s', async (text, reason) => {
    expect(await fromLines(text)).toHaveLength(1);
    expect((await left(text)).join('\n')).toContain(reason);
  });
});

/** What is said of the image that stands in a line: of the second stage by its FROM. */
async function saidOf(text: string, line: RegExp): Promise<readonly string[]> {
  const { conversion } = await convertText(text);
  return conversion.changes.find(({ to }) => line.test(to))?.differences.map(each => render(each)) ?? [];
}

describe('the second stage', () => {
  it('says again what describes the image, with the ARGs that it names', async () => {
    const { text } = await convertText(go('ARG A=1 B\nARG C=$A\nARG D\nARG E\nENV P=${C:-2}\nRUN go build -o server', 'EXPOSE $E\nCMD ["/app/server"]'));
    expect(text.slice(text.lastIndexOf('FROM '))).toBe(
      'FROM gcr.io/distroless/base-debian13:nonroot\nARG A=1 B\nARG C=$A\nARG E\nENV P=${C:-2}\nWORKDIR /app\nCOPY --from=build /app/server /app/server\nEXPOSE $E\nCMD ["/app/server"]\n');
  });
});

describe('what is said of a stage', () => {
  const text = 'FROM node:24-bookworm\nWORKDIR /n\nRUN apt-get update && apt-get install -y git curl\nCOPY . .\nRUN npm ci\nCMD ["node", "a.js"]\n';

  it('is no difference where it is so already', async () => {
    expect(await saidOf(text, /^dhi\.io/)).toEqual(['needs a login to dhi.io', 'no compilers and headers, unlike the full image']);
    expect(await saidOf('FROM debian:13\nRUN apt-get install -y git\n', /wolfi/)).toContain('package manager apk');
  });

  it('is the user, where the official image has another: a server that runs as root already runs as before', async () => {
    expect(await saidOf('FROM redis:8\nRUN echo\n', /^dhi/)).toEqual(['needs a login to dhi.io', 'ENTRYPOINT /usr/bin/tini --']);
    expect(await saidOf('FROM memcached:1.6\nRUN echo\n', /^dhi/)).toContain('user root');
    expect(await saidOf('FROM haproxy:3.0\nRUN echo\n', /^dhi/)).toContain('user root');
    expect(await saidOf('FROM mcr.microsoft.com/dotnet/aspnet:10.0\nRUN apt-get install -y git\n', /^dhi/)).toEqual(['needs a login to dhi.io']);
  });

  it('names the packages that the second one is without', async () => {
    const said = await saidOf(text, /^FROM dhi\.io/);
    expect(said).toContain('no shell');
    expect(said).toContain('without what only the build installs: git, curl');
    expect(await saidOf(text.replace(' && apt-get install -y git curl', ''), /^FROM dhi\.io/)).not.toContainEqual(expect.stringContaining('without'));
  });
});
