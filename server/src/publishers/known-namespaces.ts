/**
 * Namespaces of Docker Hub whose owner is known by name: those that the product identifiers of endoflife.date, the
 * publishers' own signing instructions, the upstreams of our alternatives and the name table of Chainguard's dfc
 * converter mention. Read in August 2026. Known says who is behind the name, and nothing about the images.
 */
const namespaces = `
alibabadragonwell allinurl alpine altinity amazon anchore apache aquasec argoproj atmoz authentik azul banzaicloud
bbriggs bellsoft bitnami boky calico camunda chartmuseum cilium cimg cincan cincproject circleci clickhouse
confluentinc continuumio couchbase crossplane curlimages custompodautoscaler cyberark cybertecpostgresql cypress
daprio daskgateway datadog debezium denoland dependencytrack discourse docker dopplerhq dragonflyoss envoyproxy
fehrenbacher fluent gerritcodereview gitlab goharbor google grafana guacamole hashicorp icinga infinispan istio
jaegertracing jenkins jess jitesoft jitsucom jupyterhub justwatch k8ssandra kafbat klakegg kong kserve kubeflowkatib
kubernetesui letsencrypt linuxserver longhornio mailcow martenseemann mattermost microsoft minio mondoo nacos
ncabatoff networkboot neuvector newrelic nirmata nvidia oliver006 openbao openebs openpolicyagent opensearchproject
opensuse otel oven pgpool plesk powerdns projectcontour prom prometheuscommunity pytorch rabbitmqoperator rancher
rapidfort redislabs regclient renovate rook saltstack sbtscala selenium sonobuoy sourcegraph stakater strimzi
temporalio thingsboard timescale tootsuite ubuntu valkey victoriametrics vitess vmware wagoodman wavefronthq
willwill wrouesnel
`;

export const knownNamespaces: ReadonlySet<string> = new Set(namespaces.trim().split(/\s+/));
