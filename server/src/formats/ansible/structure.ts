import { isMap, isScalar, type Node, type Scalar } from 'yaml';
import type { ImageUse } from '../../core/image-use';
import { message } from '../../core/message';
import { createNavigator, type Navigator } from '../yaml/navigator';
import { scalarText, type ScalarSource, type ScalarText } from '../yaml/scalar';
import { useOfScalar } from '../yaml/use';
import { formatId, moduleOf } from './modules';
import { argumentsOf } from './one-line';

const lists: readonly (readonly [string, ImageUse['role']])[] = [['containers', 'container'], ['initContainers', 'init'], ['ephemeralContainers', 'ephemeral']];
/** What another task made is none of a registry's. */
const builders = ['build', 'path', 'load_path', 'archive_path'];
const otherSources: ReadonlySet<string> = new Set(['build', 'load', 'local']);

/** The images of all tasks, in plays, blocks and handlers alike. */
export function readStructure(root: Node | null, source: ScalarSource): ImageUse[] {
  if (!root) return [];
  const navigator = createNavigator(root);
  const found = new Set<Node>([root]);
  const uses = new Map<Node, ImageUse>();
  const manifests = new Set<Node>();
  for (const node of found) {
    for (const [key, value] of isMap(node) ? navigator.entries(node) : []) {
      const module = moduleOf(key);
      const target = navigator.follow(value);
      if (module && (isMap(target) || isScalar(target))) {
        const reading = { target, source, navigator, role: module.role, manifests };
        for (const [at, use] of readers[module.kind](reading)) uses.set(at, use);
      }
    }
    for (const inner of [...navigator.values(node), ...navigator.items(node)]) {
      const target = navigator.follow(inner);
      if (target) found.add(target);
    }
  }
  return [...uses.values()];
}

interface Reading {
  readonly target: Node;
  readonly source: ScalarSource;
  readonly navigator: Navigator;
  readonly role: ImageUse['role'];
  /** What was looked at already: aliases may lead to the same manifest any number of times. */
  readonly manifests: Set<Node>;
}

type Found = readonly (readonly [Node, ImageUse])[];

const readers: Readonly<Record<'image' | 'pulled' | 'manifest' | 'compose', (reading: Reading) => Found>> = {
  image: readImage,
  pulled: readPulled,
  manifest: readManifest,
  compose: readCompose,
};

function readImage({ target, ...reading }: Reading): Found {
  if (!isScalar(target)) {
    const inner = unseen(reading.navigator.fields(target, 'containers'), reading).flatMap(list => reading.navigator.items(list));
    return [target, ...inner].flatMap(node => imagesAt(node, { target, ...reading }));
  }
  const image = argumentsOf(target, reading.source).get('image');
  return image ? [[target, useOfScalar(image, formatId, reading.role)]] : [];
}

function imagesAt(node: Node, { source, navigator, role }: Reading): Found {
  return fieldsOf(node, 'image', navigator).flatMap(scalar => {
    const text = scalarText(scalar, source);
    return text ? [[scalar, useOfScalar(text, formatId, role)] as const] : [];
  });
}

function fieldsOf(node: Node, key: string, navigator: Navigator): Scalar[] {
  return navigator.fields(node, key).map(each => navigator.follow(each)).filter(isScalar);
}

/** `name: redis`, `tag: "7"`. What the task builds, loads, tags or takes away is no use. */
function readPulled(reading: Reading): Found {
  const { at, said } = fieldReader(reading);
  const name = said('name');
  if (!name || said('state')?.value === 'absent' || otherSources.has(said('source')?.value ?? 'pull')) return [];
  if (builders.some(key => at(key))) return [];
  const tag = said('tag');
  const isWhole = !tag || /:[^/]*$|@/.test(name.value);
  return [[at('name') as Node, isWhole ? useOfScalar(name, formatId, reading.role) : splitUse(name, tag, reading.role)]];
}

interface Fields {
  readonly at: (key: string) => Node | undefined;
  readonly said: (key: string) => ScalarText | undefined;
}

/** What a module is told, in fields or in arguments in a row. */
function fieldReader({ target, source, navigator }: Reading): Fields {
  if (isScalar(target)) {
    const written = argumentsOf(target, source);
    return { at: key => (written.has(key) ? target : undefined), said: key => written.get(key) };
  }
  return {
    at: key => navigator.fields(target, key)[0],
    said: key => fieldsOf(target, key, navigator).flatMap(scalar => scalarText(scalar, source) ?? [])[0],
  };
}

/** `redis:7` in two fields; a digest has no place beside a tag. */
function splitUse(name: ScalarText, tag: ScalarText, role: ImageUse['role']): ImageUse {
  const { range, raw } = name;
  const whole = useOfScalar({ range, raw, value: `${name.value}:${tag.value}` }, formatId, role);
  const split = { repository: { range, raw, quoted: true }, tag: { range: tag.range, raw: tag.raw, quoted: true } };
  return { ...whole, split, fixDisabled: message('This module takes no digest beside a tag.') };
}

/** Those that were not looked at already. */
function unseen(nodes: readonly Node[], { navigator, manifests }: Pick<Reading, 'navigator' | 'manifests'>): Node[] {
  return nodes.flatMap(each => {
    const node = navigator.follow(each);
    if (!node || manifests.has(node)) return [];
    manifests.add(node);
    return [node];
  });
}

/** A project of Compose that stands in the task itself, or several of them; what it builds is no use. */
function readCompose(reading: Reading): Found {
  const { target, navigator } = reading;
  const stated = unseen(['definition', 'compose'].flatMap(key => navigator.fields(target, key)), reading);
  const projects = stated.flatMap(node => [node, ...navigator.items(node)]);
  const services = unseen(projects.flatMap(project => navigator.fields(project, 'services')), reading).flatMap(map => navigator.values(map));
  return services.flatMap(service => (navigator.fields(service, 'build').length > 0 ? [] : imagesAt(service, reading)));
}

/** A manifest that stands in the task itself. */
function readManifest(reading: Reading): Found {
  const { target, navigator, manifests } = reading;
  const found: (readonly [Node, ImageUse])[] = [];
  const open = ['definition', 'resource_definition'].flatMap(key => navigator.fields(target, key));
  for (let next = open.pop(); next; next = open.pop()) {
    const node = navigator.follow(next);
    if (!node || manifests.has(node)) continue;
    manifests.add(node);
    for (const [key, role] of lists) {
      for (const item of navigator.fields(node, key).flatMap(list => navigator.items(list))) found.push(...imagesAt(item, { ...reading, role }));
    }
    open.push(...navigator.values(node), ...navigator.items(node));
  }
  return found;
}
