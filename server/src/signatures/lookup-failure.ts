import { message, type Message } from '../core/message';
import type { RegistryError } from '../oci/error';
import { errorMessage } from '../oci/messages';

/** Why something could not be looked up: never a statement about the image. */
export function explainLookupFailure(error: unknown): Message {
  return isRegistryError(error) ? errorMessage(error) : message('The registry could not be asked.');
}

/** By name: the verifier is a bundle of its own, and the class of the client that it is given is another copy. */
function isRegistryError(error: unknown): error is RegistryError {
  return error instanceof Error && error.name === 'RegistryError';
}
