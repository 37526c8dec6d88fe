import { bareSurroundings, type DocumentInfo } from '../../core/document';
import type { Format } from '../format';
import { commentPlace } from '../yaml/comment-place';
import { createImagePlace } from '../yaml/image-place';
import { createStreamReader } from '../yaml/stream';
import { editScalar } from '../yaml/use';
import { formatId, moduleWords } from './modules';
import { scanLines } from './scan';
import { readStructure } from './structure';

const extension = /\.ya?ml$/i;
/** A list of tasks or plays is what every file of this kind is; a manifest that has the name of a module in it is none. */
const list = /^(?:---[^\n]*\n|[ \t]*#[^\n]*\n|[ \t]*\r?\n)*[ \t]*-[ \t]/;
const manifest = /^["']?apiVersion["']?[ \t]*:/m;
const mostRemembered = 500_000;

/** Tasks, handlers and playbooks of Ansible: what they start in Docker, Podman and Kubernetes. */
export const ansible: Format = {
  id: formatId,
  title: 'Ansible',
  files: ['tasks/*.yml', 'playbook*.yml'],
  mayClaim: path => extension.test(path),
  claims: ({ path, text }: DocumentInfo) => extension.test(path) && moduleWords.test(text) && !manifest.test(text) && list.test(text.slice(0, 20_000)),
  ...createStreamReader({ id: formatId, mayNameImage: text => moduleWords.test(text), readStructure, scanLines, mostRemembered }),
  edit: editScalar,
  commentPlace,
  imagePlace: createImagePlace(['image'], [], source => scanLines(source, bareSurroundings)),
};
