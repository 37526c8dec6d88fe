import { options } from './options';

/** Of `docker`, `podman` and `nerdctl` before their commands, and of the groups of commands. */
export const engineOptions = options(
  `c config context H host l log-level tlscacert tlscert tlskey builder
   a address n namespace url identity connection root runroot runtime storage-driver storage-opt cgroup-manager cni-path cni-netconfpath snapshotter data-root hosts-dir`,
  'D debug tls tlsverify r remote experimental insecure-registry debug-full',
);

/** Of `nerdctl`, before its commands and behind them. */
const nerdctl = {
  valued: `address host namespace snapshotter storage-driver cni-path cni-netconfpath data-root cgroup-manager hosts-dir host-gateway-ip bridge-ip cdi-spec-dirs
   userns-remap`,
  flags: 'debug debug-full experimental insecure-registry kube-hide-dupe selinux-enabled',
};

/** Of `run` and `create`, of all three. */
export const runOptions = options(
  `a attach add-host annotation blkio-weight blkio-weight-device cap-add cap-drop cgroup-parent cgroupns cidfile cpu-count cpu-percent cpu-period
   cpu-quota cpu-rt-period cpu-rt-runtime c cpu-shares cpus cpuset-cpus cpuset-mems detach-keys device device-cgroup-rule device-read-bps
   device-read-iops device-write-bps device-write-iops dns dns-opt dns-option dns-search domainname entrypoint e env env-file expose gpus group-add
   health-cmd health-interval health-retries health-start-interval health-start-period health-timeout h hostname io-maxbandwidth io-maxiops ip ip6
   ipc isolation kernel-memory l label label-file link link-local-ip log-driver log-opt mac-address m memory memory-reservation memory-swap
   memory-swappiness mount name net network net-alias network-alias oom-score-adj pid pids-limit platform p publish pull restart runtime
   security-opt shm-size stop-signal stop-timeout storage-opt sysctl tmpfs ulimit u user userns uts v volume volume-driver volumes-from w workdir
   arch os variant authfile cgroup-conf cgroups chrootdirs conmon-pidfile decryption-key env-merge gidmap group-entry hostuser hosts-file
   health-log-destination health-max-log-count health-max-log-size health-on-failure health-startup-cmd health-startup-interval
   health-startup-retries health-startup-success health-startup-timeout image-volume init-ctr init-path passwd-entry personality pidfile pod
   pod-id-file preserve-fd preserve-fds rdt-class requires retry retry-delay sdnotify seccomp-policy secret shm-size-systemd subgidname subuidname
   systemd timeout tz uidmap umask unsetenv verify cosign-key cosign-certificate-identity cosign-certificate-identity-regexp cosign-certificate-oidc-issuer
   cosign-certificate-oidc-issuer-regexp ipfs-address cert-dir creds init-binary soci-index-digest ${nerdctl.valued}`,
  `${nerdctl.flags} d detach disable-content-trust help init i interactive no-healthcheck oom-kill-disable privileged P publish-all q quiet read-only rm sig-proxy t
   tty use-api-socket env-host http-proxy no-hostname no-hosts passwd read-only-tmpfs replace rmi tls-verify unsetenv-all`,
);

export const pullOptions = options(
  `platform arch os variant authfile cert-dir creds decryption-key retry retry-delay policy signature-policy verify cosign-key cosign-certificate-identity
   cosign-certificate-identity-regexp cosign-certificate-oidc-issuer cosign-certificate-oidc-issuer-regexp unpack ipfs-address soci-index-digest ${nerdctl.valued}`,
  `${nerdctl.flags} a all-tags all-platforms disable-content-trust q quiet tls-verify help`,
);

export const inspectOptions = options('f format o output platform builder authfile', 'v verbose insecure raw q quiet D debug tls-verify');

/** Of `docker scout`. */
export const scoutOptions = options(
  'format o output platform only-severity only-type only-cve-id only-package only-package-type only-stage only-metric epss-score epss-percentile env stream org tag',
  'e exit-code details ignore-base locations multi-stage only-base only-fixed only-unfixed only-vex-affected epss ignore-suppressed only-policy only-updated only-refresh list q quiet debug',
);
