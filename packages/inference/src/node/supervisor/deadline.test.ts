import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Deadline } from './deadline.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('comes when its time is up and what has arrived was read', () => {
  const end = vi.fn<() => void>();
  void new Deadline(2, end);
  vi.advanceTimersByTime(2000);
  expect(end).not.toHaveBeenCalled();
  vi.advanceTimersByTime(50);
  expect(end).toHaveBeenCalledOnce();
});

it.each([1999, 2020])('does not come when it is cleared after %d ms', (milliseconds) => {
  const end = vi.fn<() => void>();
  const deadline = new Deadline(2, end);
  vi.advanceTimersByTime(milliseconds);
  deadline.clear();
  vi.runAllTimers();
  expect(end).not.toHaveBeenCalled();
});

it('waits for more than timers can', () => {
  const end = vi.fn<() => void>();
  void new Deadline(1e9, end);
  vi.advanceTimersByTime(2 ** 31 - 2);
  expect(end).not.toHaveBeenCalled();
});
