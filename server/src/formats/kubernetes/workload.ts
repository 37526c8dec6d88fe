import { isScalar, type Node, type Scalar } from 'yaml';
import type { ImageUse } from '../../core/image-use';
import type { Range } from '../../core/range';
import { movedWorkload, type CommandWords, type Workload } from '../../core/workload';
import { createMemory, detached } from '../memory';
import { documentAround } from '../yaml/documents';
import { createNavigator, type Navigator } from '../yaml/navigator';
import { rootsOf } from '../yaml/roots';
import { scalarText } from '../yaml/scalar';
import { walkImages, type Place } from './named';

/** Where a container says what it runs besides its command: `livenessProbe.exec.command`. */
const execPaths: readonly (readonly string[])[] = [
  ['livenessProbe', 'exec', 'command'],
  ['readinessProbe', 'exec', 'command'],
  ['startupProbe', 'exec', 'command'],
  ['lifecycle', 'postStart', 'exec', 'command'],
  ['lifecycle', 'preStop', 'exec', 'command'],
];

/** Characters of the documents whose containers are remembered: each of several rules asks about each container. */
const mostRemembered = 2_000_000;
const memory = createMemory<Workloads>(mostRemembered);

/** By where their image begins. */
type Workloads = ReadonlyMap<number, Workload>;

/**
 * What the manifest says about the container whose image `use` is. Parses the one document around it. Undefined where that
 * document is broken, and for images that no container runs.
 */
export function readWorkload(text: string, use: ImageUse): Workload | undefined {
  if (use.role === 'volume') return undefined;
  const { start, end } = documentAround(text, use.range.start);
  const workload = workloadsIn(text.slice(start, end)).get(use.range.start - start);
  return workload && movedWorkload(workload, start);
}

function workloadsIn(document: string): Workloads {
  const known = memory.get(document);
  if (known) return known;
  const own = detached(document);
  const found = new Map<number, Workload>();
  for (const root of rootsOf(own)) new Reader(createNavigator(root), own).collect(root, found);
  memory.set(own, found);
  return found;
}

interface ReadScalar {
  readonly value: string;
  readonly range: Range;
}

class Reader {
  readonly #navigator: Navigator;
  readonly #text: string;

  constructor(navigator: Navigator, text: string) {
    this.#navigator = navigator;
    this.#text = text;
  }

  collect(root: Node | null, found: Map<number, Workload>): void {
    walkImages(root, this.#navigator, ({ scalar, role, place }) => {
      const start = role === 'volume' || !place ? undefined : this.#read(scalar)?.range.start;
      if (place && start !== undefined && !found.has(start)) found.set(start, this.#workload(place));
    });
  }

  #workload({ holder, podSpec }: Place): Workload {
    const command = this.#words(holder, ['command']);
    const args = this.#words(holder, ['args']);
    const user = this.#security(holder, podSpec, 'runAsUser');
    const nonRoot = this.#security(holder, podSpec, 'runAsNonRoot');
    return {
      ...(command ? { command } : {}),
      ...(args ? { args } : {}),
      execs: execPaths.flatMap(path => this.#words(holder, path) ?? []),
      ...(user && /^\d+$/.test(user.value) ? { runAsUser: Number(user.value) } : {}),
      ...(nonRoot && /^(?:true|false)$/.test(nonRoot.value) ? { runAsNonRoot: { value: nonRoot.value === 'true', range: nonRoot.range } } : {}),
      ...(this.#bindsAnyPort(holder, podSpec) ? { bindsAnyPort: true } : {}),
      ports: this.#ports(holder),
    };
  }

  /** The container's own word counts before that of its pod. */
  #security(container: Node, podSpec: Node, key: string): ReadScalar | undefined {
    return this.#scalar(container, ['securityContext', key]) ?? this.#scalar(podSpec, ['securityContext', key]);
  }

  #scalar(node: Node, path: readonly string[]): ReadScalar | undefined {
    const found = this.#navigator.follow(this.#at(node, path));
    return isScalar(found) ? this.#read(found) : undefined;
  }

  #bindsAnyPort(container: Node, podSpec: Node): boolean {
    const added = this.#words(container, ['securityContext', 'capabilities', 'add'])?.words ?? [];
    const sysctls = this.#navigator.items(this.#at(podSpec, ['securityContext', 'sysctls']));
    return (
      added.some(capability => /^(?:CAP_)?(?:NET_BIND_SERVICE|ALL)$/.test(capability)) ||
      sysctls.some(sysctl => this.#scalar(sysctl, ['name'])?.value === 'net.ipv4.ip_unprivileged_port_start')
    );
  }

  #words(node: Node, path: readonly string[]): CommandWords | undefined {
    const items = this.#navigator.items(this.#at(node, path)).map(item => this.#navigator.follow(item));
    const scalars = items.flatMap(item => (isScalar(item) ? (this.#read(item) ?? []) : []));
    const [first] = scalars;
    return first && scalars.length === items.length ? { words: scalars.map(({ value }) => value), range: first.range } : undefined;
  }

  #ports(container: Node): { port: number; range: Range }[] {
    const ports = this.#navigator.items(this.#at(container, ['ports']));
    return ports.flatMap(entry => {
      const scalar = this.#navigator.follow(this.#at(entry, ['containerPort']));
      const read = isScalar(scalar) ? this.#read(scalar) : undefined;
      return read && /^\d{1,5}$/.test(read.value) ? [{ port: Number(read.value), range: read.range }] : [];
    });
  }

  #at(node: Node, path: readonly string[]): Node | undefined {
    let at: Node | undefined = node;
    for (const key of path) at = this.#navigator.fields(at, key)[0];
    return at;
  }

  #read(scalar: Scalar): ReadScalar | undefined {
    return scalarText(scalar, { parsed: this.#text, original: this.#text, offset: 0 });
  }
}
