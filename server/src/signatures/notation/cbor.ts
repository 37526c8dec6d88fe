import { decode, encode, Tagged, Tokenizer } from 'cborg';
import { limits } from '../limits';

export { Tagged } from 'cborg';

/** COSE_Sign1 (RFC 9052) and time in seconds (RFC 8949); any other tag is refused. */
export const tags = { sign1: 18, time: 1 } as const;

/** Stops a deep, or an endless, document long before the stack or the memory does. */
class BoundedTokenizer extends Tokenizer {
  #left: number = limits.cborItems;

  override next(): ReturnType<Tokenizer['next']> {
    if (--this.#left < 0) throw new RangeError('too many items');
    return super.next();
  }
}

const options = {
  allowIndefinite: false,
  allowUndefined: false,
  allowInfinity: false,
  allowNaN: false,
  allowBigInt: false,
  // Labels are numbers as well as texts.
  useMaps: true,
  rejectDuplicateMapKeys: true,
  tags: {
    [tags.sign1]: Tagged.decoder(tags.sign1),
    [tags.time]: Tagged.decoder(tags.time),
  },
};

/** A tag is kept with its value: which one may stand where is for the reader to say. CBOR of definite lengths without one key twice. Undefined when the bytes are anything else. */
export function parseCbor(bytes: Uint8Array): unknown {
  try {
    return decode(bytes, { ...options, tokenizer: new BoundedTokenizer(bytes, options) });
  } catch {
    return undefined;
  }
}

export function writeCbor(value: unknown): Uint8Array {
  return encode(value);
}
