import { describe, expect, it } from 'vitest';
import { failureLimit } from './failure-limit.ts';

function limit(options: { clients?: number } = {}) {
  const clock = { time: 1000 };
  const { count } = failureLimit({ most: 2, windowMs: 10_000, now: () => clock.time, ...options });
  return { clock, count };
}

describe('a limit of failures', () => {
  it('lets each client fail so often in a while, then says how long to wait', () => {
    const { clock, count } = limit();
    expect([count('a'), count('a')]).toEqual([0, 0]);
    expect(count('a')).toBe(10);
    clock.time += 9500;
    expect(count('a')).toBe(1);
    expect(count('b')).toBe(0);
    clock.time += 500;
    expect([count('a'), count('a'), count('a')]).toEqual([0, 0, 10]);
  });

  it('begins anew where the clock goes back', () => {
    const { clock, count } = limit();
    for (let times = 0; times < 3; times++) count('a');
    clock.time -= 1;
    expect(count('a')).toBe(0);
  });

  it('remembers so many clients only, and forgets who began first', () => {
    const { clock, count } = limit({ clients: 2 });
    const fail = (client: string): number => Math.max(count(client), count(client), count(client));
    expect([fail('a'), fail('b')]).toEqual([10, 10]);
    // Begins a window of its own, the last one.
    clock.time += 10_000;
    expect(fail('a')).toBe(10);
    count('c');
    expect(count('a')).toBe(10);
    expect(count('b')).toBe(0);
  });
});
