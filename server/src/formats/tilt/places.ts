/** What a text is by the function that takes it, as the argument of a name or at a place. */
export interface TiltPlace {
  /** Absent: any. */
  readonly call?: string;
  readonly name: string;
  readonly at?: number;
  /** What it is read as; `image` is a reference itself. */
  readonly as: 'dockerfile' | 'kubernetes' | 'shell' | 'image';
}

/** What `docker_build` and its like are named is an output. */
const places: readonly TiltPlace[] = [
  // Of `docker_build`, and of all that extensions have in its place.
  { name: 'dockerfile_contents', as: 'dockerfile' },
  { call: 'custom_build', name: 'command', at: 1, as: 'shell' },
  { call: 'custom_build_with_restart', name: 'command', at: 1, as: 'shell' },
  { call: 'k8s_custom_deploy', name: 'apply_cmd', at: 1, as: 'shell' },
  { call: 'blob', name: 'contents', at: 0, as: 'kubernetes' },
  { call: 'local', name: 'command', at: 0, as: 'shell' },
  { call: 'local_resource', name: 'cmd', at: 1, as: 'shell' },
  { call: 'local_resource', name: 'serve_cmd', as: 'shell' },
  // Of the extension `deployment`.
  ...['deployment_create', 'deployment_yaml', 'job_create', 'job_yaml'].map((call): TiltPlace => ({ call, name: 'image', at: 1, as: 'image' })),
];

export function placesOf(call: string): readonly TiltPlace[] {
  return places.filter(place => place.call === undefined || place.call === call);
}
