import { isScalar, type Node } from 'yaml';
import type { Siblings } from '../../core/document';
import { createNavigator, type Navigator } from '../yaml/navigator';
import { rootsOf } from '../yaml/roots';
import { followValues } from './templates/run';
import type { Evidence } from './templates/evidence';

/** What has a say in a chart's values: they stand at its root, or in a folder of it as those for tests do. */
export const chartFiles: readonly string[] = ['Chart.yaml', '../Chart.yaml', 'values.yaml', '../values.yaml', 'templates/', '../templates/'];

/** The chart that values belong to, as far as it is at hand. */
export interface Chart {
  readonly appVersion: string | undefined;
  /** Keys at the top whose values go to other charts. */
  readonly dependencies: ReadonlySet<string>;
  /** How many templates of it are at hand. */
  readonly templates: number;
  /** What its templates do with the values; undefined where they are not at hand, or cannot be followed. */
  readonly evidence: Evidence | undefined;
  /** The values that hold where a file of values says nothing. */
  readonly defaults: Node | undefined;
  /** The text of these. */
  readonly defaultText: string;
}

const charts = new WeakMap<Siblings, Chart | { readonly none: true }>();
const names = new WeakMap<Siblings, string>();
let named = 0;

/** Each set of surroundings has a name of its own: the reader of a folder gives the same set as long as nothing changes. */
export function nameOf(siblings: Siblings): string {
  if (siblings.size === 0) return '';
  const known = names.get(siblings) ?? `${(named += 1)}\n`;
  names.set(siblings, known);
  return known;
}

/** Read when it is asked for, and once. */
export function chartOf(siblings: Siblings): Chart | undefined {
  const known = charts.get(siblings) ?? readChart(siblings) ?? { none: true };
  charts.set(siblings, known);
  return 'none' in known ? undefined : known;
}

function readChart(siblings: Siblings): Chart | undefined {
  const folder = ['', '../'].find(each => siblings.has(`${each}Chart.yaml`));
  if (folder === undefined) return undefined;
  const [root] = rootsOf(siblings.get(`${folder}Chart.yaml`) as string);
  const navigator = createNavigator(root ?? null);
  const list = navigator.fields(root, 'dependencies').flatMap(node => navigator.items(node));
  const defaultText = siblings.get(`${folder}values.yaml`) ?? '';
  const templates = new Map([...siblings].flatMap(([name, text]) => (name.startsWith(`${folder}templates/`) ? [[name.slice(folder.length), text] as const] : [])));
  let evidence: { readonly found: Evidence | undefined } | undefined;
  let defaults: readonly Node[] | undefined;
  return {
    appVersion: textAt(root, 'appVersion', navigator),
    dependencies: new Set(list.flatMap(item => textAt(item, 'alias', navigator) ?? textAt(item, 'name', navigator) ?? [])),
    templates: templates.size,
    get evidence() {
      evidence ??= { found: templates.size === 0 ? undefined : followValues(templates) };
      return evidence.found;
    },
    get defaults() {
      defaults ??= rootsOf(defaultText);
      return defaults[0];
    },
    defaultText,
  };
}

function textAt(node: Node | undefined, key: string, navigator: Navigator): string | undefined {
  const scalar = navigator.follow(navigator.fields(node, key)[0]);
  return isScalar(scalar) && scalar.value !== null && scalar.source !== '' ? scalar.source : undefined;
}

/** Whether the chart's own values name something, and not nothing, at the path. */
export function hasDefault({ defaults }: Chart, path: readonly string[]): boolean {
  const navigator = createNavigator(defaults ?? null);
  let node = defaults;
  for (const key of path) node = navigator.follow(/^\d+$/.test(key) ? navigator.items(node)[Number(key)] : navigator.fields(node, key)[0]);
  return isScalar(node) && node.value !== null && node.source !== '';
}
