import { Failure } from '@modelfolio/failures';
import { failureOf } from '@modelfolio/failures/failure-parts';
import { expect, it } from 'vitest';
import { replyOf, type Handler } from './reply-of.ts';

const ask = (handler: Handler, name = 'double') =>
  replyOf({ double: handler }, { name, body: { number: 21 } }, [new ArrayBuffer(4)]);

it('replies with what the handler of that name answers, nothing as null', async () => {
  const views = [Uint8Array.of(1)];
  const double: Handler = ({ number }: { number: number }, buffers) => ({
    body: 2 * number + buffers.length,
    views,
  });
  expect(await ask(double)).toEqual({ reply: { body: 43 }, views });
  expect(await ask(async () => ({}))).toEqual({ reply: { body: null }, views: [] });
});

it('replies with what it throws: a failure whole, anything else as its message', async () => {
  const failure = new Failure('table', 'no such row', { file: 'rows.csv', row: 3, hint: 'count again' });
  const { reply } = await ask(() => {
    throw failure;
  });
  expect('failure' in reply && failureOf(reply.failure)).toMatchObject({
    code: 'table',
    message: failure.message,
  });
  const error = ask(() => Promise.reject(new TypeError('not a number')));
  expect(await error).toEqual({ reply: { error: 'not a number' } });
  // Handlers call native code, which may throw anything.
  // oxlint-disable-next-line typescript/prefer-promise-reject-errors
  expect(await ask(() => Promise.reject('words'))).toEqual({ reply: { error: 'words' } });
});

it('says that nobody answers to a name', async () => {
  expect(await ask(() => ({}), 'treble')).toEqual({ reply: { error: 'nothing answers to treble' } });
});
