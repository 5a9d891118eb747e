import protobuf from 'protobufjs/minimal.js';
import { describe, expect, it } from 'vitest';
import { EventRun } from './event-run.ts';

const bytes = (number: number, value: Uint8Array) => (writer: protobuf.Writer) =>
  writer.uint32((number << 3) | 2).bytes(value);
const text = (number: number, value: string) => bytes(number, new TextEncoder().encode(value));
const message = (...fields: ((writer: protobuf.Writer) => protobuf.Writer)[]) => {
  const writer = protobuf.Writer.create();
  for (const field of fields) field(writer);
  return writer.finish();
};
const step = (value: number) => (writer: protobuf.Writer) => writer.uint32(16).int64(value);
const number = (value: number) => (writer: protobuf.Writer) => writer.uint32((2 << 3) | 5).float(value);
/** An event with values of tags at a step. */
const event = (at: number, ...values: Uint8Array[]) =>
  message(step(at), bytes(5, message(...values.map((value) => bytes(1, value)))));
const scalar = (tag: string, value: number) => message(text(1, tag), number(value));
const tensor = (tag: string, plugin: string | null, ...strings: string[]) =>
  message(
    text(1, tag),
    ...(plugin === null ? [] : [bytes(9, message(bytes(1, message(text(1, plugin)))))]),
    bytes(8, message(...strings.map((one) => text(8, one)))),
  );
const image = (tag: string, png: string) => message(text(1, tag), bytes(4, message(text(4, png))));
const version = (words: string) => message(text(3, words));

function runOf(...events: Uint8Array[]): EventRun {
  const run = new EventRun();
  for (const one of events) run.add(one);
  return run;
}
const steps = (run: EventRun, tag: string) => run.columns.toRecord().histories[tag]?.steps;

describe('a run that was begun again', () => {
  const start = (at: number) =>
    message(
      step(at),
      bytes(
        7,
        message((writer) => writer.uint32(8).int64(1)),
      ),
    );

  it('lost what it had from that step on, where the file says where it starts', () => {
    const run = runOf(
      version('brain.Event:2'),
      event(1, scalar('loss', 3)),
      event(2, scalar('loss', 2), image('picture', 'a')),
      event(3, scalar('loss', 1)),
      start(2),
      event(2, scalar('loss', 5)),
    );
    expect(steps(run, 'loss')).toEqual([1, 2]);
    expect(run.columns.toRecord().metrics['loss']?.value).toBe(5);
    expect(run.images).toEqual([]);
  });

  it('lost the values of the tags that come again at an earlier step, in old files', () => {
    const run = runOf(
      event(1, scalar('loss', 3), scalar('other', 1)),
      event(3, scalar('loss', 1), scalar('other', 2)),
      event(2, scalar('loss', 9)),
    );
    expect(steps(run, 'loss')).toEqual([1, 2]);
    expect(steps(run, 'other')).toEqual([1, 3]);
  });
});

it('texts are the latest of their tag, their parts on lines', () => {
  const run = runOf(
    event(2, tensor('note', 'text', 'late', 'words')),
    event(1, tensor('note', null, 'early')),
    event(2, tensor('note', null, 'last')),
  );
  expect(run.texts.get('note')).toEqual({ step: 2, text: 'last' });
  expect(runOf(event(1, tensor('note', 'text', 'a', 'b'))).texts.get('note')?.text).toBe('a\nb');
});

it('images lie under their tag and step, several numbered; none leaves its folder', () => {
  const run = runOf(
    version('brain.Event:2'),
    event(1, image('/in\\put', 'abc'), image('../up', 'x')),
    event(2, tensor('batch', 'images', '8', '9', 'one', 'two')),
  );
  expect(run.images.map(({ path, bytes: size }) => [path, size])).toEqual([
    ['in/put/1.png', 3],
    ['batch/2.png', 3],
    ['batch/2-1.png', 3],
  ]);
  expect(run.images[0]?.sha256).toMatch(/^ba7816bf8f01cfea/);
});

it('a tensor of words is no number, whatever its plugin', () => {
  const run = runOf(event(1, tensor('a', 'scalars', 'x'), tensor('b', 'other', 'y')));
  expect(run.columns.toRecord().metrics).toEqual({});
});
