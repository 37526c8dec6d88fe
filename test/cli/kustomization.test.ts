import { afterEach, beforeEach, expect, it } from 'vitest';
import { CliFolder } from '../support/cli';
import { startFakeRegistry, type FakeRegistry } from '../support/fake-registry';

let folder: CliFolder;
let registry: FakeRegistry;

beforeEach(async () => {
  folder = new CliFolder();
  registry = await startFakeRegistry();
});
afterEach(async () => {
  folder.remove();
  await registry.close();
});

const pod = (name: string): string => `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - image: ${name}:0\n`;

it('plimsoll pin writes digests into a kustomization, and leaves the names that it rewrites alone', async () => {
  const { host } = registry;
  const { digest } = registry.putIndex('team/app', '1');
  const entry = (more: string): string => `images:\r\n  - name: ${host}/team/own # ours\r\n    newName: ${host}/team/app\r\n    newTag: "1"\r\n${more}resources: [pod.yaml]\r\n`;
  folder.put({ 'kustomization.yaml': entry(''), 'pod.yaml': pod(`${host}/team/own`) });
  expect(await folder.run(['pin'])).toMatchObject({ code: 0 });
  expect(folder.text('kustomization.yaml')).toBe(entry(`    digest: ${digest}\r\n`));
  expect(folder.text('pod.yaml')).toBe(pod(`${host}/team/own`));
  expect(registry.requests.filter(({ path }) => path.includes('team/own'))).toEqual([]);
});

it('plimsoll verify asks about what a kustomization writes, and not about what it rewrites or does not know the tag of', async () => {
  const { host } = registry;
  registry.putIndex('team/app', '1');
  folder.put({
    'kustomization.yaml': `images:\n- name: ${host}/team/own\n  newName: ${host}/team/app\n  newTag: "1"\n- name: x\n  newName: ${host}/team/renamed\n`,
    'pod.yaml': pod(`${host}/team/own`),
  });
  const { out } = await folder.run(['verify', '--format', 'json', '.']);
  expect(out.trim().split('\n').map(line => (JSON.parse(line) as { reference: string }).reference)).toEqual([`${host}/team/app:1`]);
});
