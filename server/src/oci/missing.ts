/** What a 404 is worth: registries answer it to hide what they have, and servers that are no registry to everything. */
import { quirksOf } from '../registries/index';
import type { Quirks } from '../registries/registry';
import type { Answer, Call } from './call';
import { errorCodes, unauthorized } from './failures';

/** How the registry that was asked differs from others, as far as its name or this answer tells. */
export function quirksBehind({ origin }: Pick<Call, 'origin'>, { headers, body }: Answer): Quirks {
  return quirksOf(origin.host, { headers, errorCodes: errorCodes(body) });
}

/** The registry says in its own words that the image is not there. */
export function saysMissing(call: Pick<Call, 'origin'>, answer: Answer): boolean {
  const { missingCodes } = quirksBehind(call, answer);
  return errorCodes(answer.body).some(code => missingCodes.includes(code));
}

/**
 * A 404 means "not there" when the registry says so in its own words. A bare one, after a token that everybody gets, is
 * also how private repositories are hidden, and a server that is no registry answers it to everything. Throws RegistryError
 * when it means less.
 */
export function confirmMissing(call: Call, answer: Answer & { readonly challenged: boolean }): void {
  if (saysMissing(call, answer)) return;
  const isRegistry = answer.headers['docker-distribution-api-version'] !== undefined;
  if (!answer.challenged && isRegistry) return;
  throw unauthorized(answer, 'answered 404, which may hide a private repository');
}

/** Throws RegistryError where a registry says "not there", to somebody without a login, of what it keeps for its customers. */
export function missingTo(call: Call, answer: Answer): 'missing' {
  if (answer.login === 'used' || !quirksBehind(call, answer).hidesImages) return 'missing';
  throw unauthorized(answer, 'has no such image, or not for everybody');
}
