import { message, type Message } from '../core/message';
import { RegistryError } from '../oci/error';
import { errorMessage } from '../oci/messages';

/** Why something could not be looked up: never a statement about the image. */
export function explainLookupFailure(error: unknown): Message {
  return error instanceof RegistryError ? errorMessage(error) : message('The registry could not be asked.');
}
