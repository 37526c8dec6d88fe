import { message } from '../core/message';
import type { Publisher } from './publisher';

const openHost = 'registry.access.redhat.com';

export const redHat: Publisher = {
  id: 'red-hat',
  title: 'Red Hat',
  owns: ({ registry }) => registry === openHost || registry === 'registry.redhat.io',
  signers: [],
  signing: message('signs with GPG, which is not checked here'),
  free: message('registry.access.redhat.com needs no login, registry.redhat.io does'),
  page: 'https://catalog.redhat.com/software/base-images',
  note: ({ repository }) =>
    /^ubi\d+(?:$|[/-])/.test(repository)
      ? message('UBI: larger than a hardened image (ubi-micro is the smallest), and may be passed on under the UBI licence')
      : undefined,
};
