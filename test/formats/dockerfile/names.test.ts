import { describe, expect, it } from 'vitest';
import { dockerfile } from '../../../server/src/formats/dockerfile';

describe('a Dockerfile is known', () => {
  it.each([
    'Dockerfile', 'a/b/dockerfile', 'Containerfile', 'web.Dockerfile', 'web.containerfile', 'Dockerfile.alpine', 'dockerfile.Dev', 'Dockerfile.0.16',
    'Containerfile.ubi',
  ])('by its name alone: %s', (path) => {
    expect(dockerfile.mayClaim(path)).toBe(true);
    expect(dockerfile.claims({ path, text: 'anything' })).toBe(true);
  });

  it.each([
    'Dockerfile.tmpl', 'Dockerfile.ubuntu.j2', 'Dockerfile.template', 'Dockerfile.in', 'Dockerfile.md', 'app.dockerfile.in', 'Dockerfile-windows', 'Dockerfile_dev',
    'Dockerfile2', 'containerfile10.old', 'agent-Dockerfile', 'agent_dockerfile',
  ])('by its name and text: %s', (path) => {
    expect(dockerfile.mayClaim(path)).toBe(true);
    expect(dockerfile.claims({ path, text: '{# note #}\n# note\n\n{{ header }}\nFROM a\n' })).toBe(true);
    expect(dockerfile.claims({ path, text: 'arg X=1\n' })).toBe(true);
    expect(dockerfile.claims({ path, text: '# Title\n\nHow to build.\nFROM a\n' })).toBe(false);
    expect(dockerfile.claims({ path, text: '' })).toBe(false);
  });

  it.each(['Dockerfile.dockerignore', 'web.Dockerfile.dockerignore', 'Dockerfiles', 'mydockerfile', 'dockerfile/readme', 'x.yaml'])('is not: %s', (path) => {
    expect(dockerfile.mayClaim(path)).toBe(false);
    expect(dockerfile.claims({ path, text: 'FROM a\n' })).toBe(false);
  });

  it('by its language, whatever its name', () => {
    expect(dockerfile.claims({ path: 'untitled-1', languageId: 'dockerfile', text: '' })).toBe(true);
    expect(dockerfile.claims({ path: 'Dockerfile.dockerignore', languageId: 'dockerfile', text: 'FROM a' })).toBe(false);
  });
});
