/** What is known of the kinds of one group. */
export interface Operator {
  /** The key at the root below which every `image` is one, with or without a tag; empty: the root itself. */
  readonly below: string;
  /** What else is. */
  readonly keys: readonly string[];
  readonly isKnown: boolean;
}

/**
 * Groups whose kinds were looked through: their schemas and documents, in August 2026. Behind the group stand the key at the root,
 * with `/`, where it is not `spec`, and the other keys. Not here: names whose tag other fields give (`baseImage` of Prometheus).
 */
const table = `
acid.zalan.do dockerImage
caching.internal.knative.dev
ceph.rook.io
config.kubeflow.org /runtime
flink.apache.org
k3d.io /
k6.io
kafka.strimzi.io brokerRackInitImage clientRackInitImage
kind.x-k8s.io /nodes
kubeflow.org
kubevirt.io
minio.min.io
monitoring.coreos.com
monitoring.grafana.com configReloaderImage
opentelemetry.io
operators.coreos.com
pkg.crossplane.io package
postgresql.cnpg.io imageName
rabbitmq.com defaultUserUpdaterImage
ray.io
scorecard.operatorframework.io /stages
serving.kserve.io
serving.kubeflow.org
sparkoperator.k8s.io
tekton.dev bundle
trainer.kubeflow.org
`;

const operators = new Map(table.trim().split('\n').map(line => {
  const [group = '', ...words] = line.split(' ');
  const root = words.find(word => word.startsWith('/'));
  return [group, { below: root?.slice(1) ?? 'spec', keys: words.filter(word => word !== root), isKnown: true }] as const;
}));

const unknown: Operator = { below: 'spec', keys: [], isKnown: false };

/** Every key that leads to an image besides `image`. */
export const operatorKeys: ReadonlySet<string> = new Set([...operators.values()].flatMap(({ keys }) => keys));

export function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? (apiVersion.split('/', 1)[0] as string) : '';
}

export function operatorOf(apiVersion: string): Operator {
  return operators.get(groupOf(apiVersion)) ?? unknown;
}
