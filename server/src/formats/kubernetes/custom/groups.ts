import { groupOf, operatorOf } from './operators';

/** Policies hold patterns of images, and resources that are judged by them. */
const ofPolicies = /(?:^|\.)(?:kyverno\.io|gatekeeper\.sh|sigstore\.dev|kubewarden\.io|openpolicyagent\.org|ratify\.deislabs\.io)$/;

/** Machines have an `image` too: what a virtual machine or a host boots from. */
const ofMachines = /(?:^|\.)(?:cluster\.x-k8s\.io|kops\.k8s\.io|machine\.openshift\.io|machine\.sapcloud\.io|karpenter\.sh|karpenter\.k8s\.aws|crossplane\.io|upbound\.io|cnrm\.cloud\.google\.com|services\.k8s\.aws|azure\.com|metal3\.io|tinkerbell\.org|harvesterhci\.io|k0smotron\.io|talos\.dev|gardener\.cloud)$/;

/** Old names of OpenShift's kinds, without a group. */
const grouplessKinds: ReadonlySet<string> = new Set(['BuildConfig', 'ImageStream', 'Template']);

/**
 * Whether resources of this kind are somebody's own and may name images. Groups of custom resources have a dot, as a rule of Kubernetes,
 * whose own kinds below `k8s.io` have no images; neither have those few that it lets others define there, but for the known ones.
 */
export function isCustom(kind: string, apiVersion: string): boolean {
  const group = groupOf(apiVersion);
  if (group === '') return grouplessKinds.has(kind);
  return group.includes('.') && !ofPolicies.test(group) && (!group.endsWith('.k8s.io') || operatorOf(apiVersion).isKnown);
}

export function isOfMachines(apiVersion: string): boolean {
  return ofMachines.test(groupOf(apiVersion));
}
