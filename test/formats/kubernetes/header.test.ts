import { describe, expect, it } from 'vitest';
import { headerOf } from '../../../server/src/formats/kubernetes/header';
import { createManifestReader } from '../../../server/src/formats/kubernetes/read';

/** `w` for workloads, `c` for custom resources. */
function header(text: string): string {
  const { workloads, customs } = headerOf(text);
  return `${workloads ? 'w' : ''}${customs ? 'c' : ''}`;
}

describe('What a document may hold', () => {
  it.each([
    ['a workload', 'apiVersion: apps/v1\nkind: Deployment # one\n', 'w'],
    ['in quotes, with other line ends', '"apiVersion": "apps/v1"\r\n\'kind\': "Deployment"\r\n', 'w'],
    ['a workload beside other words', 'apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nspec:\n  kind: Workflow\n', 'w'],
    ['a custom resource', 'apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nx: { kind: Pod }\n', 'c'],
    ['a namesake', 'apiVersion: batch.volcano.sh/v1alpha1\nkind: Job\n', 'wc'],
    ['neither', 'apiVersion: v1\nkind: ConfigMap\ndata:\n  a: |\n    apiVersion: v1\n    kind: Pod\n', ''],
    ['a definition of what holds pods', 'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nspec:\n  names: { kind: Rollout }\n  x: { apiVersion: a.b/v1, kind: Pod }\n', ''],
    ['a list', 'apiVersion: v1\nkind: List\nitems:\n- kind: Pod\n  apiVersion: v1\n- apiVersion: a.b/v1\n', 'wc'],
    ['an old template', 'apiVersion: v1\nkind: Template\nobjects: []\n', 'c'],
    ['JSON', '{"kind":"A","apiVersion":"a.b/v1"}', 'c'],
    ['two that lost the line between them', 'apiVersion: v1\nkind: ConfigMap\n-\napiVersion: apps/v1\nkind: Deployment\n', 'w'],
    ['a kind from elsewhere', 'apiVersion: v1\nkind: *kind\nx: &kind Pod\nkind: Pod\n', 'w'],
  ])('is told by its head: %s', (_, text, wanted) => {
    expect(header(text)).toBe(wanted);
  });

  it('is not looked for in the body of a definition, however it looks', () => {
    const head = 'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nspec:\n';
    const { uses, limited } = createManifestReader().read(`${head}  x: ${'['.repeat(1_000)}\n  containers: [{ image: "a:1" }]\n`);
    expect([uses, limited]).toEqual([[], undefined]);
  });
});
