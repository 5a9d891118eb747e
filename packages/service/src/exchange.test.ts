import type { IncomingMessage, ServerResponse } from 'node:http';
import { expect, it, vi } from 'vitest';
import { createExchange } from './exchange.ts';

const begin = () => createExchange({} as IncomingMessage, {} as ServerResponse);

it('answers with what is made, at once or later', async () => {
  const made = new Response('made');
  expect(await begin().answer(() => made)).toBe(made);
  expect(await begin().answer(async () => made)).toBe(made);
});

it.each([
  [
    'throws',
    () => {
      throw new Error('no');
    },
  ],
  ['rejects', () => Promise.reject(new Error('no'))],
])('fails where the making %s', async (_, make) => {
  await expect(begin().answer(make)).rejects.toThrow('no');
});

it('answers with the cut where that comes first', async () => {
  const exchange = begin();
  const answer = exchange.answer(() => new Promise(() => {}));
  const cut = new Response('cut');
  exchange.cut(cut);
  expect(await answer).toBe(cut);
});

it('keeps what was made where the cut comes later', async () => {
  const exchange = begin();
  const made = new Response('made');
  const answer = exchange.answer(() => made);
  await answer;
  exchange.cut(new Response('cut'));
  expect(await answer).toBe(made);
});

it('makes nothing where it was cut before its turn', async () => {
  const exchange = begin();
  const cut = new Response('cut');
  exchange.cut(cut);
  const make = vi.fn<() => Response>();
  expect(await exchange.answer(make)).toBe(cut);
  expect(make).not.toHaveBeenCalled();
});
