import { isDigest } from '../core/digest';
import type { Authorized } from './authorized';
import type { Call, Ports } from './call';
import type { Descriptor } from './client';
import { digestOf } from './digests';
import { badAnswer, fromStatus } from './failures';
import { apiUrl } from './url';

/** The blob that `descriptor` names, from the registry alone: addresses in a descriptor's `urls` are never asked. */
export async function fetchBlob(
  authorized: Authorized,
  { hash }: Pick<Ports, 'hash'>,
  { call, descriptor, maxBytes }: { call: Call; descriptor: Descriptor; maxBytes: number },
): Promise<Uint8Array> {
  const { digest, size } = descriptor;
  const { host } = call.origin;
  if (!isDigest(digest)) throw badAnswer(host, 'names a blob by something that is no digest');
  if (!(size >= 0 && size <= maxBytes)) throw badAnswer(host, `has a blob of ${size} bytes, where ${maxBytes} are the most`);
  const answer = await authorized.send(call, { method: 'GET', url: apiUrl(call, 'blobs', digest), accept: '*/*', maxBytes: size });
  if (answer.status !== 200) throw fromStatus(answer);
  if (answer.body.length !== size) throw badAnswer(answer.url.host, `answered with ${answer.body.length} bytes of a blob of ${size}`);
  if (digestOf(hash, answer.body, digest) !== digest) throw badAnswer(answer.url.host, 'answered with a blob that does not have its digest');
  return answer.body;
}
