import { message } from '../core/message';
import { isBelow } from './below';
import type { Publisher } from './publisher';

const hosts = ['registry.access.redhat.com', 'registry.redhat.io'];
/** What OpenShift is installed from; other paths of quay.io are other people's. */
const openShift = 'quay.io/openshift-release-dev';

export const redHat: Publisher = {
  id: 'red-hat',
  title: 'Red Hat',
  owns: reference => [...hosts, openShift].some(name => isBelow(name, reference)),
  signs: true,
  signing: message('signs with Cosign and a key of its own, without a transparency log'),
  free: message('registry.access.redhat.com needs no login, registry.redhat.io does'),
  page: 'https://catalog.redhat.com/software/base-images',
  note: ({ repository }) =>
    /^ubi\d+(?:$|[/-])/.test(repository)
      ? message('UBI: larger than a hardened image (ubi-micro is the smallest), and may be passed on under the UBI licence')
      : undefined,
};
