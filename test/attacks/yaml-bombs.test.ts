import { describe, expect, it } from 'vitest';
import { formatFor } from '../../server/src/formats';
import { deepestDocument, parseYaml } from '../../server/src/formats/yaml/parse';

function imagesIn(text: string): readonly string[] {
  return formatFor({ path: '/w/pod.yaml', text })?.read(text).uses.map(({ raw }) => raw) ?? [];
}

const pod = (more: string): string => `${more}apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - image: nginx:1.27\n`;

/** Nine levels of nine aliases each: a thousand million texts for whoever makes values of it. */
function laughs(): string {
  const levels = Array.from({ length: 9 }, (_, index) => {
    const inner = index === 0 ? 'lol' : `*l${index - 1}`;
    return `l${index}: &l${index} [${Array<string>(9).fill(inner).join(', ')}]\n`;
  });
  return levels.join('');
}

describe('YAML that is made to bring its reader down', () => {
  it('attack A12: is not composed where it is nested so deep that the composer would end the process', () => {
    const levels = deepestDocument - 1;
    expect(parseYaml('['.repeat(levels)).state).toBe('parsed');
    expect(parseYaml('['.repeat(levels + 1)).state).toBe('too-deep');
  });

  it('attack A12: multiplies nothing by its aliases, and its images are read', () => {
    expect(imagesIn(pod('l0: &l0 [lol]\n'))).toEqual(['nginx:1.27']);
    expect(imagesIn(pod(laughs()))).toEqual(['nginx:1.27']);
  });
});
