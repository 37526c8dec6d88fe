import type { Format } from './format';
import { hclFormat } from './hcl/format';
import { variablesAndLocals } from './hcl/constants';

/** Drivers that run images; what they take as `image` may also be an archive, or a scheme may stand before it. */
const drivers = new Set(['docker', 'podman', 'containerd-driver']);
const scheme = /^(?!(?:oci-archive|docker-archive|oci|dir):[/.])(?:(?:docker|https):\/\/)?/;

const named = /\.nomad(?:\.hcl)?$/i;
const job = /^[ \t]*job[ \t]+(?:"[^"\n]*"|[\w-]+)[ \t]*\{/m;

/** Jobs of Nomad. */
export const nomad: Format = hclFormat({
  id: 'nomad',
  title: 'Nomad',
  files: ['*.nomad', '*.nomad.hcl', '*.hcl'],
  file: /\.(?:nomad|hcl)$/i,
  content: (path, text) => named.test(path) || (job.test(text) && /\btask\b/.test(text)),
  languages: new Set(['nomad']),
  words: /image/,
  before: /(?:^|[\s{])image[ \t]*=[ \t]*"(?:docker:\/\/)?$/,
  names: variablesAndLocals,
  places: [{ within: { at: 'job.*.**.task.*', key: 'driver', values: drivers }, at: 'config.image', role: 'container', prefix: scheme }],
});
