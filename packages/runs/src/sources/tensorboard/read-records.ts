import { RunsError } from '../../runs-error.ts';
import type { SourceEffects } from '../source.ts';
import { maskedCrc32c } from './crc32c.ts';

/** A longer record is no event: TensorFlow's own protobufs end at 2 GiB, graphs and images far below this. */
const LONGEST = 256 * 2 ** 20;

/** One record and where it starts. */
export interface EventRecord {
  readonly data: Uint8Array;
  readonly offset: number;
}

/**
 * The records of an event file in order, one in memory at a time: `u64 length, u32 crc, data, u32 crc`. A file that
 * ends within a record is one that is still being written, or was cut off; what is whole counts, the rest is noted.
 *
 * @throws RunsError `run-invalid`, naming file and byte offset
 */
export async function* readRecords(file: string, effects: SourceEffects): AsyncGenerator<EventRecord> {
  const input = new ByteQueue(effects.readChunks(file));
  let offset = 0;
  const fail = (reason: string): RunsError =>
    new RunsError('run-invalid', reason, { file, field: `byte ${offset}` });
  const cutOff = (): void =>
    effects.note(`${file}: ends within the record at byte ${offset}; read up to there`);
  for (;;) {
    effects.signal.throwIfAborted();
    const header = await input.take(12);
    if (header.length === 0) return;
    if (header.length < 12) {
      cutOff();
      return;
    }
    const view = new DataView(header.buffer, header.byteOffset, 12);
    if (view.getUint32(8, true) !== maskedCrc32c(header.subarray(0, 8)))
      throw fail('the length of a record does not fit its checksum');
    const length = view.getBigUint64(0, true);
    if (length > LONGEST) throw fail(`a record of ${length} bytes, which is no event`);
    const body = await input.take(Number(length) + 4);
    if (body.length < Number(length) + 4) {
      cutOff();
      return;
    }
    const data = body.subarray(0, Number(length));
    const sum = new DataView(body.buffer, body.byteOffset + Number(length), 4).getUint32(0, true);
    if (sum !== maskedCrc32c(data)) throw fail('a record does not fit its checksum');
    yield { data, offset };
    offset += 16 + Number(length);
  }
}

/** Bytes that come in chunks, taken in pieces of another size. */
class ByteQueue {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #held: Uint8Array = new Uint8Array();

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** The next `count` bytes, fewer at the end. */
  async take(count: number): Promise<Uint8Array> {
    const parts = [this.#held];
    let size = this.#held.length;
    while (size < count) {
      const next = await this.#chunks.next();
      if (next.done === true) break;
      parts.push(next.value);
      size += next.value.length;
    }
    const all = parts.length === 1 ? this.#held : Buffer.concat(parts);
    this.#held = all.subarray(count);
    return all.subarray(0, count);
  }
}
