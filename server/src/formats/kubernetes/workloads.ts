/** A kind whose objects hold a pod, and where its PodSpec stands. A new kind is one line. */
export interface Workload {
  readonly kind: string;
  /** Needed where another group has a kind of the same name that is no workload. */
  readonly group?: string;
  readonly podSpec: readonly string[];
}

const template = ['spec', 'template', 'spec'];

export const workloads: readonly Workload[] = [
  { kind: 'Pod', podSpec: ['spec'] },
  { kind: 'PodTemplate', podSpec: ['template', 'spec'] },
  { kind: 'Deployment', podSpec: template },
  { kind: 'StatefulSet', podSpec: template },
  { kind: 'DaemonSet', podSpec: template },
  { kind: 'ReplicaSet', podSpec: template },
  { kind: 'ReplicationController', podSpec: template },
  { kind: 'Job', podSpec: template },
  { kind: 'CronJob', podSpec: ['spec', 'jobTemplate', ...template] },
  { kind: 'Service', group: 'serving.knative.dev', podSpec: template },
  { kind: 'Configuration', group: 'serving.knative.dev', podSpec: template },
  { kind: 'Rollout', podSpec: template },
  { kind: 'DeploymentConfig', podSpec: template },
];

const kinds = workloads.map(({ kind }) => kind).join('|');
const property = '(?:[&!]\\S{0,60}\\s{1,20})';
const kindField = new RegExp(`\\bkind["']?\\s{0,20}:\\s{0,40}${property}{0,2}["']?(?:(${kinds})(?:List)?|List)\\b(?![-.\\w/:])`, 'g');

/** Whether some `kind` field, wherever it stands, names a workload: a cheap test before any parser. */
export function namesWorkload(text: string): boolean {
  for (const [, kind] of text.matchAll(kindField)) {
    if (kind === undefined) return true;
    if (workloads.some((workload) => workload.kind === kind && text.includes(workload.group ?? ''))) return true;
  }
  return false;
}

/** The workload that `kind` and `apiVersion` name; kinds without a group of their own count in any, e.g. OpenKruise's StatefulSet. */
export function workloadOf(kind: string, apiVersion: string): Workload | undefined {
  const group = apiVersion.split('/', 1)[0];
  return workloads.find((workload) => workload.kind === kind && (workload.group === undefined || workload.group === group));
}

const ofOperators: ReadonlySet<string> = new Set(['Rollout', 'DeploymentConfig']);

/** Whether somebody else's kind only has the name of a workload: Volcano's Job holds its pods elsewhere. */
export function isNamesake({ kind, group }: Workload, apiVersion: string): boolean {
  return group === undefined && !ofOperators.has(kind) && (apiVersion.split('/', 1)[0] as string).includes('.');
}
