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
const namesWorkload = new RegExp(`\\b(?:(?:${kinds})(?:List)?|List)\\b`);

/** A cheap test before any parser: a document that fails it holds no pod. */
export function mayHoldPod(text: string): boolean {
  return text.includes('image') && text.includes('kind') && namesWorkload.test(text);
}

/** The workload that `kind` and `apiVersion` name; kinds without a group of their own count in any, e.g. OpenKruise's StatefulSet. */
export function workloadOf(kind: string, apiVersion: string): Workload | undefined {
  const group = apiVersion.split('/', 1)[0];
  return workloads.find((workload) => workload.kind === kind && (workload.group === undefined || workload.group === group));
}

const kindField = new RegExp(`\\bkind["']?[ \\t]{0,20}:[ \\t]{0,20}["']?(?:(${kinds})(?:List)?|List)\\b(?![-.\\w/:])`, 'g');

/** Whether some `kind` field, wherever it stands, names a workload. */
export function namesWorkloadKind(text: string): boolean {
  for (const [, kind] of text.matchAll(kindField)) {
    if (kind === undefined) return true;
    if (workloads.some((workload) => workload.kind === kind && text.includes(workload.group ?? ''))) return true;
  }
  return false;
}
