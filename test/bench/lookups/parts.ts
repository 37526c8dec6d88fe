/** What the look-ups are measured with, of the product and of its tests; bundled for plain Node. */
import { der, sequence } from '../../support/der';
import { issue } from '../../support/private-authority';

export { createRegistryClient } from '../../../server/src/oci';
export { createHttp } from '../../../server/src/node/http';
export { createHash } from '../../../server/src/node/hash';
export { createClock } from '../../../server/src/node/clock';
export { pushIndex, pushTo, startRealRegistry } from '../../support/real-registry';
export { ociIndex } from '../../support/fake-registry-contents';

/** A certificate for `host` that vouches for itself, in PEM. */
export function certificateFor(host: string): { readonly certificate: string; readonly key: string } {
  const names = sequence(der(0x82, Buffer.from(host)));
  const { pem, privateKey } = issue({ subject: host, extensions: [['2.5.29.17', false, names]] });
  return { certificate: pem, key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
}
