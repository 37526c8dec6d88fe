import { message, type Message } from '../core/message';
import { RegistryError } from '../oci/error';
import { errorMessage } from '../oci/messages';

/** More was offered than is ever read. */
export class TooMuch extends Error {
  override readonly name = 'TooMuch';
}

/** Why something could not be looked up: never a statement about the image. */
export function explainLookupFailure(error: unknown): Message {
  if (error instanceof TooMuch) return message('more is attached to the image than is read');
  return error instanceof RegistryError ? errorMessage(error) : message('The registry could not be asked.');
}
