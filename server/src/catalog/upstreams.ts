/** An image that people use, and the images of other publishers that do the same job. */
export interface Upstream {
  /** The full name, without a tag. */
  readonly upstream: string;
  /** Repository below cgr.dev/chainguard. */
  readonly chainguard?: string;
  /** A word in the upstream's tag, and the repository that fits it better. */
  readonly variant?: readonly [word: string, repository: string];
  /** Repositories below gcr.io/distroless, with a tag where the usual one does not fit. Of one language one is offered. */
  readonly distroless?: readonly string[];
  /** The upstream builds programs, and the Distroless images can only run them. */
  readonly runtimeOnly?: true;
}

const javaRuntimes = ['java17-debian13', 'java21-debian13', 'java25-debian13'];

/**
 * Curated by name, not by behaviour, from the alias lists of github.com/chainguard-images/images and the README of
 * github.com/GoogleContainerTools/distroless, read in August 2026: so always shown with what differs.
 */
export const upstreams: readonly Upstream[] = [
  { upstream: 'docker.io/library/alpine', chainguard: 'wolfi-base', distroless: ['static-debian13'] },
  { upstream: 'docker.io/library/amazoncorretto', chainguard: 'jdk', variant: ['jre', 'jre'], distroless: javaRuntimes },
  { upstream: 'docker.io/library/bash', chainguard: 'bash' },
  { upstream: 'docker.io/library/busybox', chainguard: 'busybox', distroless: ['static-debian13:debug'] },
  { upstream: 'docker.io/library/debian', chainguard: 'wolfi-base', distroless: ['base-debian13', 'base-nossl-debian13', 'static-debian13'] },
  { upstream: 'docker.io/library/docker', chainguard: 'docker-dind' },
  { upstream: 'docker.io/library/eclipse-temurin', chainguard: 'jdk', variant: ['jre', 'jre'], distroless: javaRuntimes },
  // Chainguard's gcc-glibc is not offered: its ENTRYPOINT is the compiler, so it does not stand in for gcc.
  { upstream: 'docker.io/library/gcc', distroless: ['cc-debian13'], runtimeOnly: true },
  { upstream: 'docker.io/library/golang', chainguard: 'go', distroless: ['static-debian13', 'base-debian13'], runtimeOnly: true },
  { upstream: 'docker.io/library/gradle', chainguard: 'gradle' },
  { upstream: 'docker.io/library/haproxy', chainguard: 'haproxy' },
  { upstream: 'docker.io/library/ibm-semeru-runtimes', chainguard: 'jdk', variant: ['jre', 'jre'], distroless: javaRuntimes },
  { upstream: 'docker.io/library/ibmjava', distroless: javaRuntimes },
  { upstream: 'docker.io/library/mariadb', chainguard: 'mariadb' },
  { upstream: 'docker.io/library/maven', chainguard: 'maven' },
  { upstream: 'docker.io/library/mongo', chainguard: 'mongodb' },
  { upstream: 'docker.io/library/nginx', chainguard: 'nginx' },
  { upstream: 'docker.io/library/node', chainguard: 'node', distroless: ['nodejs22-debian13', 'nodejs24-debian13', 'nodejs26-debian13'] },
  { upstream: 'docker.io/library/openjdk', chainguard: 'jdk', variant: ['jre', 'jre'], distroless: javaRuntimes },
  { upstream: 'docker.io/library/php', chainguard: 'php' },
  { upstream: 'docker.io/library/postgres', chainguard: 'postgres' },
  { upstream: 'docker.io/library/python', chainguard: 'python', distroless: ['python3-debian13'] },
  { upstream: 'docker.io/library/redis', chainguard: 'redis' },
  { upstream: 'docker.io/library/ruby', chainguard: 'ruby' },
  { upstream: 'docker.io/library/rust', chainguard: 'rust', distroless: ['cc-debian13', 'static-debian13'], runtimeOnly: true },
  { upstream: 'docker.io/library/sapmachine', distroless: javaRuntimes },
  { upstream: 'docker.io/library/tomcat', chainguard: 'tomcat' },
  { upstream: 'docker.io/library/ubuntu', chainguard: 'wolfi-base', distroless: ['base-debian13'] },
  { upstream: 'docker.io/library/wordpress', chainguard: 'wordpress' },
  { upstream: 'docker.io/alpine/git', chainguard: 'git' },
  { upstream: 'docker.io/alpine/helm', chainguard: 'helm' },
  { upstream: 'docker.io/anchore/grype', chainguard: 'grype' },
  { upstream: 'docker.io/bitnami/git', chainguard: 'git' },
  { upstream: 'docker.io/bitnami/haproxy', chainguard: 'haproxy' },
  { upstream: 'docker.io/bitnami/kubectl', chainguard: 'kubectl' },
  { upstream: 'docker.io/bitnami/node', chainguard: 'node' },
  { upstream: 'docker.io/bitnami/python', chainguard: 'python' },
  { upstream: 'docker.io/cincproject/auditor', chainguard: 'cinc-auditor' },
  { upstream: 'docker.io/curlimages/curl', chainguard: 'curl' },
  { upstream: 'gcr.io/go-containerregistry/crane', chainguard: 'crane' },
  { upstream: 'docker.io/jess/hollywood', chainguard: 'hollywood' },
  { upstream: 'docker.io/klakegg/hugo', chainguard: 'hugo' },
  { upstream: 'mcr.microsoft.com/dotnet/aspnet', chainguard: 'aspnet-runtime' },
  { upstream: 'mcr.microsoft.com/dotnet/runtime', chainguard: 'dotnet-runtime' },
  { upstream: 'mcr.microsoft.com/dotnet/sdk', chainguard: 'dotnet-sdk' },
  { upstream: 'docker.io/minio/minio', chainguard: 'minio' },
  { upstream: 'docker.io/otel/opentelemetry-collector-contrib', chainguard: 'opentelemetry-collector-contrib' },
  { upstream: 'docker.io/pytorch/pytorch', chainguard: 'pytorch' },
  { upstream: 'quay.io/coreos/helm', chainguard: 'helm' },
  { upstream: 'docker.io/rancher/k3s', chainguard: 'k3s' },
  { upstream: 'docker.io/valkey/valkey', chainguard: 'valkey' },
  { upstream: 'docker.io/wagoodman/dive', chainguard: 'dive' },
  { upstream: 'docker.io/willwill/wait-for-it', chainguard: 'wait-for-it' },
];
