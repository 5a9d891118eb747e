import protobuf from 'protobufjs/minimal.js';
import { describe, expect, it } from 'vitest';
import { readHparams, type Session } from './hparams.ts';
import { scalarOf, stringsOf } from './tensor-value.ts';

type Write = (writer: protobuf.Writer) => protobuf.Writer;
const message = (...fields: Write[]): Uint8Array => {
  const writer = protobuf.Writer.create();
  for (const field of fields) field(writer);
  return writer.finish();
};
const key = (number: number, wire: number) => (number << 3) | wire;
const whole =
  (number: number, value: number): Write =>
  (writer) =>
    writer.uint32(key(number, 0)).int64(value);
const double =
  (number: number, value: number): Write =>
  (writer) =>
    writer.uint32(key(number, 1)).double(value);
const single =
  (number: number, value: number): Write =>
  (writer) =>
    writer.uint32(key(number, 5)).float(value);
const bytes =
  (number: number, value: Uint8Array): Write =>
  (writer) =>
    writer.uint32(key(number, 2)).bytes(value);
const text =
  (number: number, value: string): Write =>
  (writer) =>
    writer.uint32(key(number, 2)).string(value);
const shape = (...sizes: number[]): Write =>
  bytes(2, message(...sizes.map((size) => bytes(2, message(whole(1, size))))));
const content = (size: number, set: (view: DataView) => void): Write => {
  const held = new Uint8Array(size + 2);
  set(new DataView(held.buffer, 2));
  return bytes(4, held.subarray(2));
};

describe('the number of a tensor', () => {
  it.each<[string, Write[], number | null]>([
    ['float', [whole(1, 1), single(5, 1.5)], 1.5],
    ['double', [whole(1, 2), double(6, 0.1)], 0.1],
    ['int32', [whole(1, 3), whole(7, 7)], 7],
    ['int64', [whole(1, 9), whole(10, -8)], -8],
    ['bool', [whole(1, 10), whole(11, 1)], 1],
    ['bfloat16', [whole(1, 14), whole(13, 0x3fc0)], 1.5],
    ['half', [whole(1, 19), whole(13, 0xc000)], -2],
    ['smallest half', [whole(1, 19), whole(13, 1)], 2 ** -24],
    ['infinite half', [whole(1, 19), whole(13, 0xfc00)], -Infinity],
    ['no half', [whole(1, 19), whole(13, 0x7e00)], Number.NaN],
    ['half of three', [whole(1, 19), whole(13, 0x4200)], 3],
    ['uint32', [whole(1, 22), whole(16, 5)], 5],
    ['uint64', [whole(1, 23), whole(17, 6)], 6],
    ['zero that is left out', [whole(1, 1)], 0],
    ['several', [whole(1, 1), shape(2), single(5, 1)], null],
    ['none', [whole(1, 1), shape(0)], null],
    ['one of one by one', [whole(1, 1), shape(1, 1), single(5, 4)], 4],
    ['text', [whole(1, 7), text(8, 'a')], null],
    ['float content', [whole(1, 1), content(4, (view) => view.setFloat32(0, 2.5, true))], 2.5],
    ['double content', [whole(1, 2), content(8, (view) => view.setFloat64(0, 0.1, true))], 0.1],
    ['int32 content', [whole(1, 3), content(4, (view) => view.setInt32(0, -3, true))], -3],
    ['uint8 content', [whole(1, 4), content(1, (view) => view.setUint8(0, 200))], 200],
    ['int16 content', [whole(1, 5), content(2, (view) => view.setInt16(0, -300, true))], -300],
    ['int8 content', [whole(1, 6), content(1, (view) => view.setInt8(0, -5))], -5],
    ['int64 content', [whole(1, 9), content(8, (view) => view.setBigInt64(0, -9n, true))], -9],
    ['bool content', [whole(1, 10), content(1, (view) => view.setUint8(0, 1))], 1],
    ['bfloat16 content', [whole(1, 14), content(2, (view) => view.setUint16(0, 0x3fc0, true))], 1.5],
    ['uint16 content', [whole(1, 17), content(2, (view) => view.setUint16(0, 60_000, true))], 60_000],
    ['half content', [whole(1, 19), content(2, (view) => view.setUint16(0, 0x4200, true))], 3],
    ['uint32 content', [whole(1, 22), content(4, (view) => view.setUint32(0, 4e9, true))], 4e9],
    ['uint64 content', [whole(1, 23), content(8, (view) => view.setBigUint64(0, 2n ** 53n, true))], 2 ** 53],
  ])('of %s', (_, fields, expected) => {
    expect(scalarOf(message(...fields))).toBe(expected);
  });

  it('texts are its strings, in order', () => {
    const found = stringsOf(message(whole(1, 7), text(8, 'a'), text(8, 'é')));
    expect(found.map((one) => new TextDecoder().decode(one))).toEqual(['a', 'é']);
  });
});

describe('a session of the HParams plugin', () => {
  const read = (...fields: Write[]) => {
    const session: Session = { params: new Map(), group: null, status: null, start: null, end: null };
    readHparams(message(...fields), session);
    return session;
  };
  const entry = (name: string, ...value: Write[]): Write =>
    bytes(1, message(text(1, name), bytes(2, message(...value))));

  it('begins with params of every kind', () => {
    const list = bytes(6, message(bytes(1, message(double(2, 1))), bytes(1, message(text(3, 'b')))));
    const struct = bytes(5, message(entry('inner', double(2, 2))));
    const start = message(
      entry('rate', double(2, 0.1)),
      entry('kind', text(3, 'sgd')),
      entry('on', whole(4, 1)),
      entry('off', whole(4, 0)),
      entry('list', list),
      entry('struct', struct),
      entry('nothing', whole(1, 0)),
      text(4, 'group 1'),
      double(5, 12.5),
    );
    const { params, ...rest } = read(bytes(3, start));
    expect(Object.fromEntries(params)).toEqual({
      rate: 0.1,
      kind: 'sgd',
      on: true,
      off: false,
      list: '[1,"b"]',
      struct: '{"inner":2}',
      nothing: null,
    });
    expect(rest).toEqual({ group: 'group 1', status: 'running', start: 12.5, end: null });
  });

  it.each([
    [1, 'finished'],
    [2, 'failed'],
    [3, 'running'],
    [0, 'running'],
  ])('ends with status %i: %s', (status, expected) => {
    const found = read(bytes(3, message()), bytes(4, message(whole(1, status), double(2, 99))));
    expect(found).toMatchObject({ status: expected, end: 99 });
  });
});
