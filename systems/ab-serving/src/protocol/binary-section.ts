import { shownValue } from '@modelfolio/failures';
import { invalid, Refusal } from '../errors/refusal.ts';
import type { Datatype } from './datatypes.ts';
import { headerLengthName } from './header-length.ts';
import type { InferTensor } from './infer-tensor.ts';
import { readBinary } from './read-binary.ts';

interface Taking {
  readonly datatype: Datatype;
  readonly shape: readonly number[];
  /** To what states the size. */
  readonly pointer: string;
}

/** The bytes after a request's JSON, of which each binary input takes its own, in order. */
export class BinarySection {
  readonly #bytes: Uint8Array | null;
  #taken = 0;

  /** @param bytes `null` where no header told where the JSON ends */
  constructor(bytes: Uint8Array | null) {
    this.#bytes = bytes;
  }

  /**
   * The next input's elements.
   *
   * @param size as the input tells it
   * @throws Refusal `inference-invalid`
   */
  take(size: unknown, { datatype, shape, pointer }: Taking): InferTensor['data'] {
    if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0)
      throw invalid(pointer, `expected a number of bytes, received ${shownValue(size)}`);
    if (this.#bytes === null)
      throw invalid(
        pointer,
        'no header tells where the JSON ends and the binary data begins',
        `send ${headerLengthName}`,
      );
    const left = this.#bytes.length - this.#taken;
    if (size > left) throw invalid(pointer, `${size} bytes are told, ${left} are left of the body`);
    const bytes = this.#bytes.subarray(this.#taken, this.#taken + size);
    this.#taken += size;
    return readBinary(datatype, shape, bytes, pointer);
  }

  /** @throws Refusal `inference-invalid` when there are bytes that belong to no input */
  refuseRest(): void {
    const rest = (this.#bytes?.length ?? 0) - this.#taken;
    if (rest > 0)
      throw new Refusal(
        'inference-invalid',
        `the body has ${rest} bytes after the JSON and the binary data that its inputs tell`,
      );
  }
}
