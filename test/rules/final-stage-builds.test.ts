import { describe, expect, it } from 'vitest';
import { checkText, expectDrawn } from '../support/drawn-findings';

const only = ['final-stage-builds'];

function isFound(text: string): boolean {
  return checkText(text, { only }).findings.some(({ rule }) => rule === 'final-stage-builds');
}

describe('final-stage-builds', () => {
  it('stands at the only image, when that is made to build with', () => {
    expectDrawn(`
      FROM golang:1.26 AS app
      #    ^^^^^^^^^^^ information final-stage-builds: golang:1.26 is made to build with, and this image ships it
      COPY . .
      RUN go build -o /app .
      ENTRYPOINT ["/app"]
    `, { only });
    expectDrawn(`
      ARG BASE=mcr.microsoft.com/dotnet/sdk:8.0
      #        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information final-stage-builds: mcr.microsoft.com/dotnet/sdk:8.0 is made to build with, and this image ships it
      FROM $BASE
      #    ^^^^^ related final-stage-builds: Used by this FROM.
      CMD dotnet run
    `, { only });
  });

  it.each(['rust:1', 'docker.io/library/maven:3-eclipse-temurin-21', 'gradle', 'gcc:14', 'swift:6.0', 'buildpack-deps:bookworm', 'cgr.dev/chainguard/go:latest', 'dhi.io/golang:1.26-dev', 'dhi.io/dotnet:8-sdk', 'bitnami/golang:1'])(
    'knows %s', image => expect(isFound(`FROM ${image}\nCMD ["/app"]\n`)).toBe(true),
  );

  it.each(['node:24', 'python:3.13', 'eclipse-temurin:21-jdk', 'swift:6.0-slim', 'buildpack-deps:bookworm-curl', 'dhi.io/dotnet:8', 'registry.example/golang:1', 'somebody/golang:1', 'scratch', 'golang:${X:?}'])(
    'leaves %s alone', image => expect(isFound(`FROM ${image}\nCMD ["/app"]\n`)).toBe(false),
  );

  it.each([
    ['nothing', 'RUN go install example.com/tool@latest'], ['a shell', 'CMD ["bash"]'], ['a shell in the shell form', 'CMD bash'], ['something that waits', 'ENTRYPOINT ["tini", "--"]\nCMD ["sleep", "infinity"]'],
    ['tests', 'CMD ["go", "test", "./..."]'], ['tests in the shell form', 'CMD mvn verify'], ['a command that was taken back', 'CMD ["/app"]\nCMD []'],
  ])('takes an image that starts %s for a place to build in', (_, lines) => {
    expect(isFound(`FROM golang:1.26\n${lines}\n`)).toBe(false);
  });

  it('takes what a shell starts for a program', () => {
    expect(isFound('FROM golang:1.26\nCMD ["sh", "-c", "go run ."]\n')).toBe(true);
    expect(isFound('FROM golang:1.26\nCMD bash /start.sh\n')).toBe(true);
  });

  it('says nothing of builds with several stages, and of manifests', () => {
    expectDrawn('FROM golang:1.26 AS build\nCMD ["/app"]\nFROM scratch\nCOPY --from=build /app /app\n', { only });
    expectDrawn('FROM golang:1.26 AS a\nFROM a\nCMD ["/app"]\n', { only });
    expectDrawn('apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - image: golang:1.26\n      command: [/app]\n', { path: 'pod.yaml', only });
  });
});
