import protobuf from 'protobufjs/minimal.js';

/** One field of a message: its number, and its value in whatever form it is wanted. */
export interface Field {
  readonly number: number;
  bytes(): Uint8Array;
  text(): string;
  double(): number;
  float(): number;
  /** Integers beyond 2^53 lose their last digits. */
  int(): number;
}

type Reader = protobuf.Reader;

/** The fields of a message in order. Only those of interest are decoded. Throws on bytes that are no message. */
export function* fieldsOf(message: Uint8Array): Generator<Field> {
  const reader = protobuf.Reader.create(message);
  while (reader.pos < reader.len) {
    const key = reader.uint32();
    const wire = key & 7;
    const start = reader.pos;
    reader.skipType(wire);
    const at = (wanted: number): Reader => {
      if (wire !== wanted) throw new Error(`field ${key >>> 3} has wire type ${wire}`);
      const inner = protobuf.Reader.create(message);
      inner.pos = start;
      return inner;
    };
    yield {
      number: key >>> 3,
      bytes: () => at(2).bytes(),
      text: () => at(2).string(),
      double: () => at(1).double(),
      float: () => at(5).float(),
      int: () => plain(at(0).int64()),
    };
  }
}

/** Numbers of a repeated field, packed or one at a time. */
export function numbersOf(message: Uint8Array, field: number, kind: 'float' | 'double' | 'int64'): number[] {
  const reader = protobuf.Reader.create(message);
  const found: number[] = [];
  const read = (): number => plain(reader[kind]());
  while (reader.pos < reader.len) {
    const key = reader.uint32();
    if (key >>> 3 !== field) reader.skipType(key & 7);
    else if ((key & 7) === 2) {
      const end = reader.uint32() + reader.pos;
      while (reader.pos < end) found.push(read());
    } else found.push(read());
  }
  return found;
}

/** protobufjs gives whole numbers of 64 bits as objects that read as decimal text, where it can. */
function plain(value: number | object): number {
  return Number(value);
}
