import { options } from './options';

export const trivyOptions = options(
  `s severity f format o output exit-code exit-on-eol ignorefile ignore-policy i input timeout vuln-type pkg-types pkg-relationships scanners security-checks
   t template cache-dir cache-backend cache-ttl c config db-repository java-db-repository checks-bundle-repository platform server token
   token-header username password registry-token skip-dirs skip-files config-policy config-check config-data policy-namespaces check-namespaces
   image-config-scanners image-src docker-host podman-host ignore-status ignored-licenses license-confidence-level module-dir parallel rego-error-limit
   redis-ca redis-cert redis-key report secret-config sbom-sources vex detection-priority compliance max-image-size distro custom-headers vuln-severity-source cacert
   ansible-extra-vars ansible-inventory ansible-playbook config-file-schemas enable-modules file-patterns helm-api-versions helm-kube-version helm-set
   helm-set-file helm-set-string helm-values misconfig-scanners output-plugin-arg raw-config-scanners rekor-url render-cause table-mode`,
  `ignore-unfixed q quiet d debug no-progress light download-db-only download-java-db-only reset clear-cache insecure list-all-pkgs skip-db-update skip-update
   skip-java-db-update skip-check-update skip-version-check offline-scan removed-pkgs dependency-tree generate-default-config show-suppressed
   include-dev-deps include-non-failures license-full redis-tls trace v version skip-vex-repo-update disable-telemetry
   include-deprecated-checks password-stdin tf-exclude-downloaded-modules trace-rego`,
);

export const grypeOptions = options(
  'o output file s scope f fail-on t template platform c config name distro exclude only-vex vex ignore-states sort-by from base-path source-name source-version profile',
  'only-fixed only-notfixed q quiet v verbose by-cve add-cpes-if-none show-suppressed h help',
);

export const syftOptions = options(
  `o output file s scope t template platform c config name from base-path exclude source-name source-version source-supplier catalogers
   select-catalogers override-default-catalogers enrich parallelism key K predicate-type`,
  'q quiet v verbose h help',
);

export const craneOptions = options('platform c cache_path cache-path format o output tarball j jobs m', 'v verbose insecure allow-nondistributable-artifacts full-ref a all-tags n no-clobber annotate-ref');

export const skopeoOptions = options(
  `authfile src-authfile dest-authfile creds src-creds dest-creds cert-dir src-cert-dir dest-cert-dir f format multi-arch sign-by sign-by-sigstore
   sign-by-sigstore-private-key sign-passphrase-file sign-identity additional-tag retry-times retry-delay override-os override-arch override-variant
   policy registries.d registries-conf tmpdir command-timeout encryption-key encrypt-layer decryption-key digestfile src-shared-blob-dir
   dest-shared-blob-dir image-parallel-copies src-username src-password dest-username dest-password username password src-registry-token
   dest-registry-token registry-token daemon-host src-daemon-host dest-daemon-host dest-compress-format dest-compress-level user-agent-prefix`,
  `a all q quiet remove-signatures preserve-digests debug insecure-policy raw config no-tags n no-creds src-no-creds dest-no-creds tls-verify
   src-tls-verify dest-tls-verify dest-compress dest-decompress dest-force-compress-format dest-oci-accept-uncompressed-layers dest-precompute-digests`,
);

/** With `--local-image` it would be a folder: that one is not known here, and ends the search. */
export const cosignOptions = options(
  `key certificate-identity certificate-identity-regexp certificate-oidc-issuer certificate-oidc-issuer-regexp certificate certificate-chain type
   policy o output output-file rekor-url a annotations payload signature attachment attachment-tag-prefix slot registry-username
   registry-password registry-token registry-cacert registry-client-cert registry-client-key registry-server-name max-workers t timeout
   certificate-github-workflow-name certificate-github-workflow-ref certificate-github-workflow-repository certificate-github-workflow-sha
   certificate-github-workflow-trigger ca-roots ca-intermediates sct timestamp-certificate-chain trusted-root signature-digest-algorithm
   predicate-type platform registry-referrers-mode`,
  `d verbose sk insecure-ignore-tlog insecure-ignore-sct allow-insecure-registry allow-http-registry k8s-keychain check-claims offline new-bundle-format
   private-infrastructure use-signed-timestamps experimental-oci11`,
);

export const notationOptions = options('plugin-config u username p password scope max-signatures o output m user-metadata', 'insecure-registry d v debug verbose allow-referrers-api');

/** With `-f` or `--all` no resource is named, which makes no difference here. */
export const kubectlOptions = options(
  `n namespace l selector f filename k kustomize o output c container s server context cluster kubeconfig user token as as-group as-uid field-manager template
   field-selector dry-run profile request-timeout certificate-authority client-certificate client-key tls-server-name cache-dir v`,
  'all local record R recursive show-managed-fields insecure-skip-tls-verify match-server-version warnings-as-errors A all-namespaces',
);

export const buildahOptions = options(
  `name authfile cert-dir creds cgroup-parent cgroupns cidfile cap-add cap-drop cpu-period cpu-quota c cpu-shares cpuset-cpus cpuset-mems device dns
   dns-option dns-search f format add-host arch os platform variant v volume isolation m memory memory-swap network ipc pid retry retry-delay
   security-opt shm-size ulimit userns uts decryption-key signature-policy policy root runroot storage-driver storage-opt registries-conf log-level
   group-add net userns-gid-map userns-gid-map-group userns-uid-map userns-uid-map-user`,
  'q quiet tls-verify pull http-proxy pull-always pull-never a all-tags remove-signatures',
);

export const ctrOptions = options('n namespace a address timeout connect-timeout platform u user label snapshotter hosts-dir tlscacert tlscert tlskey l', 'debug all-platforms all-metadata print-chainid k skip-verify plain-http local trace');

export const crictlOptions = options('r runtime-endpoint i image-endpoint c config t timeout creds auth pod-config u username pull-timeout a annotation', 'D debug');

export const diveOptions = options('source j json ci-config highestUserWastedPercent highestWastedBytes lowestEfficiency config', 'ci i ignore-errors v version h help');
