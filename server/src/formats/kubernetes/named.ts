import { isScalar, type Node, type Scalar, type YAMLMap } from 'yaml';
import type { ImageRole } from '../../core/image-use';
import type { Navigator } from '../yaml/navigator';
import { nodesOnPath } from '../yaml/places/path';
import { isCustom, isOfMachines } from './custom/groups';
import { dockerImages } from './custom/docker-images';
import { namedPaths } from './custom/named-paths';
import { operatorOf } from './custom/operators';
import { walkCustom } from './custom/walk';
import { containerLists } from './pod-spec';
import { walkResources, type TypeMeta } from './resource';
import { isNamesake, workloadOf } from './workloads';

/** The mapping that names the image, and the PodSpec around it. */
export interface Place {
  readonly holder: Node;
  readonly podSpec: Node;
}

/**
 * How sure it is that a scalar names an image: a workload's does; so does what runs containers in a custom resource; a `known` place of
 * one says nothing where no reference stands; where there is nothing but the key, the text must show it; and with a tag or a digest
 * where even the key only ends so.
 */
export type Trust = 'workload' | 'container' | 'known' | 'shown' | 'tagged';

export interface Named {
  readonly scalar: Scalar;
  readonly role: ImageRole;
  readonly trust: Trust;
  /** Of what a container runs. */
  readonly place?: Place;
}

interface Walk {
  readonly navigator: Navigator;
  readonly take: (named: Named) => void;
  /** A mapping of a custom resource whose fields may spell an image together. */
  readonly takeFields?: (map: YAMLMap) => void;
}

/** Calls `take` for each scalar that names, or may name, an image: for one that several aliases share, more than once. */
export function walkImages(root: Node | null, navigator: Navigator, take: (named: Named) => void): void {
  walkResources(root, navigator, (resource, meta) => readImages(resource, meta, { navigator, take }));
}

export function readImages(resource: YAMLMap, meta: TypeMeta, walk: Walk): void {
  const { kind, apiVersion } = meta;
  const workload = workloadOf(kind, apiVersion);
  if (workload) {
    const seen = new Set<Node>();
    for (const spec of descend([resource], workload.podSpec, walk)) readPodSpec(spec, { ...walk, seen });
  }
  if (isCustom(kind, apiVersion) && (!workload || isNamesake(workload, apiVersion))) readCustom(resource, meta, walk);
}

function readCustom(resource: YAMLMap, meta: TypeMeta, { navigator, take, takeFields }: Walk): void {
  const emit = (node: Node, named: Omit<Named, 'scalar'>): void => {
    const scalar = navigator.follow(node);
    if (isScalar(scalar)) take({ scalar, ...named });
  };
  const operator = operatorOf(meta.apiVersion);
  const known = operator.isKnown ? nodesOnPath(resource, ['metadata', 'annotations', 'containerImage'], navigator) : [];
  for (const node of [...known, ...dockerImages(resource, meta, navigator)]) emit(node, { role: 'value', trust: 'known' });
  for (const { node, isContainer } of namedPaths(resource, meta, navigator)) emit(node, isContainer ? { role: 'container', trust: 'container' } : { role: 'value', trust: 'known' });
  const trust = operator.isKnown ? 'known' : 'shown';
  const mayShow = operator.isKnown || !isOfMachines(meta.apiVersion);
  walkCustom(resource, operator, {
    navigator,
    take({ node, role, isLoose, holder, around }) {
      if (role !== undefined) emit(node, { role, trust: 'container', place: { holder, podSpec: around } });
      else if (mayShow) emit(node, { role: 'value', trust: isLoose ? 'tagged' : trust });
    },
    takeFields: mayShow ? takeFields : undefined,
  });
}

function readPodSpec(spec: Node, walk: Walk & { readonly seen: Set<Node> }): void {
  const { fields } = walk.navigator;
  const emit = (node: Node, role: ImageRole, place: Place): void => {
    const scalar = walk.navigator.follow(node);
    if (isScalar(scalar)) walk.take({ scalar, role, trust: 'workload', place });
  };
  for (const [key, role] of containerLists) {
    for (const container of fields(spec, key).flatMap(list => newItems(list, walk))) {
      for (const image of fields(container, 'image')) emit(image, role, { holder: container, podSpec: spec });
    }
  }
  for (const volume of fields(spec, 'volumes').flatMap(list => newItems(list, walk))) {
    for (const reference of descend([volume], ['image', 'reference'], walk)) emit(reference, 'volume', { holder: volume, podSpec: spec });
  }
}

function descend(nodes: readonly Node[], path: readonly string[], { navigator }: Walk): readonly Node[] {
  return path.reduce((level, key) => level.flatMap(node => navigator.fields(node, key)), nodes);
}

function newItems(list: Node, { navigator, seen }: Walk & { readonly seen: Set<Node> }): readonly Node[] {
  const target = navigator.follow(list);
  if (!target || seen.has(target)) return [];
  seen.add(target);
  return navigator.items(target);
}
