import { describe, expect, it } from 'vitest';
import { walkGroups, type Group } from '../../server/src/formats/code/groups';
import { groovy, scan, starlark } from '../../server/src/formats/code/scan';
import { createVariables } from '../../server/src/formats/earthfile/variables';
import { formats } from '../../server/src/formats';
import { createReader } from '../../server/src/service/reading';
import { defaultPolicy } from '../../server/src/core/policy';

describe('Hostile programs', () => {
  it('are read in part where they have more signs than anybody writes', () => {
    const { tokens, limited } = scan('('.repeat(400_000), starlark);
    expect(limited).toBe(true);
    expect(tokens).toHaveLength(300_000);
    const read = formats.find(({ id }) => id === 'bazel')?.read(`oci.pull(image = "nginx")\n${'()'.repeat(200_000)}`);
    expect(read?.limited).toBe('too-large');
    expect(read?.uses.map(({ raw }) => raw)).toEqual(['nginx']);
  });

  it('have brackets only so deep', () => {
    const text = '('.repeat(5_000);
    let most = 0;
    const depthOf = (group: Group | undefined): number => (group ? 1 + depthOf(group.parent) : 0);
    walkGroups(text, scan(text, groovy).tokens, { group: group => void (most = Math.max(most, depthOf(group))) });
    expect(most).toBeLessThanOrEqual(1_001);
  });

  it('have values that do not grow without end', () => {
    const variables = createVariables();
    variables.take('ARG', ['a0=xxxxxxxxxx']);
    for (let index = 1; index < 30; index += 1) variables.take('ARG', [`a${index}=$a${index - 1}$a${index - 1}`]);
    expect(variables.expand('$a1')).toBe('x'.repeat(20));
    expect(variables.expand('$a29')).toBeUndefined();
    variables.take('ARG', ['none=']);
    expect(variables.expand('$none')).toBe('');
    expect(variables.expand('$none'.repeat(100))).toBeUndefined();
  });

  it('come to an end, whatever nobody closes', () => {
    const openings = ["'", '"', "'''", '"""', '"""${', '/*', '//', '(', '{', '(/', '(/\\/', '$', '\\', '```', '```sh\n', 'image = "', "sh '''", 'docker.image(', 'oci.pull(', '[Container]\nImage=', 'FROM "', 'ARG a=$', '- docker_image: { name: a', '&a [*a, ', "local('a' + (", "local('a' % ", "local(' '.join(['a', ", "local(['a', ", 'x = blob(x) + '];
    const paths: Readonly<Record<string, string>> = { quadlet: 'a.container', jenkins: 'Jenkinsfile', earthfile: 'Earthfile', bazel: 'MODULE.bazel', tilt: 'Tiltfile', ansible: 'a.yml', markdown: 'a.md' };
    for (const opening of openings) {
      for (const path of Object.values(paths)) {
        const text = opening.repeat(Math.ceil(20_000 / opening.length));
        expect(() => createReader()({ path, text }, defaultPolicy)).not.toThrow();
        for (const id of Object.keys(paths)) expect(() => formats.find(format => format.id === id)?.read(text).comments).not.toThrow();
      }
    }
  });
});
