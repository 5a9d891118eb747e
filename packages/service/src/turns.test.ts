import { expect, it } from 'vitest';
import { createTurns } from './turns.ts';

/** Turns that come when they are told to. */
function manualTurns() {
  const coming: (() => void)[] = [];
  const begun: string[] = [];
  const turns = createTurns((callback) => void coming.push(callback));
  return {
    turns,
    begun,
    coming,
    add: (name: string) => turns.add(() => void begun.push(name)),
    turn: () => coming.splice(0).forEach((callback) => callback()),
  };
}

it('begins nothing at once, and one piece a turn, in the order in which they came', () => {
  const { add, begun, turn } = manualTurns();
  for (const name of ['a', 'b', 'c']) add(name);
  expect(begun).toEqual([]);
  turn();
  expect(begun).toEqual(['a']);
  add('d');
  turn();
  expect(begun).toEqual(['a', 'b']);
  turn();
  turn();
  expect(begun).toEqual(['a', 'b', 'c', 'd']);
});

it('asks for no turn while nothing waits, and begins again with the next piece', () => {
  const { add, begun, turn, coming } = manualTurns();
  add('a');
  turn();
  expect(coming).toHaveLength(0);
  add('b');
  turn();
  expect(begun).toEqual(['a', 'b']);
});

it('begins nothing while it is paused, even what had its turn coming', () => {
  const { turns, add, begun, turn } = manualTurns();
  add('a');
  turns.pause();
  add('b');
  turn();
  turn();
  expect(begun).toEqual([]);
  turns.resume();
  turn();
  turn();
  expect(begun).toEqual(['a', 'b']);
});

it('goes on after a piece that throws', () => {
  const { turns, add, begun, turn } = manualTurns();
  turns.add(() => {
    throw new Error('no');
  });
  add('b');
  expect(turn).toThrow('no');
  turn();
  expect(begun).toEqual(['b']);
});

it('leaves the event loop between two pieces to what else is to be done', async () => {
  const order: string[] = [];
  const turns = createTurns();
  await new Promise<void>((resolve) => {
    turns.add(() => {
      order.push('first');
      setImmediate(() => order.push('other'));
    });
    turns.add(() => setImmediate(resolve));
    turns.add(() => order.push('third'));
  });
  expect(order.indexOf('other')).toBeLessThan(order.indexOf('third'));
});
