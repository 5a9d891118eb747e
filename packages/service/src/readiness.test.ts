import { describe, expect, it } from 'vitest';
import { readyChecks, type Readiness } from './readiness.ts';

const here = { isReady: true, words: 'here' };
const gone = { isReady: false, words: 'gone' };

describe('readiness', () => {
  it('is what each check says', async () => {
    const checks = readyChecks(() => ({ models: here, store: here }), new AbortController().signal);
    expect(await checks).toEqual({ models: 'here', store: 'here' });
  });

  it.each<[string, Readiness, AbortSignal | undefined, string]>([
    [
      'a check fails',
      () => ({ models: here, store: gone, disk: gone }),
      undefined,
      'store: gone; disk: gone',
    ],
    ['it ends', () => ({ models: here }), AbortSignal.abort(), 'the service is shutting down'],
    ['a check hangs', () => new Promise(() => {}), undefined, 'not come to an end within 0.01 s'],
  ])('is none when %s', async (_, readiness, ending, words) => {
    await expect(readyChecks(readiness, ending, 0.01)).rejects.toMatchObject({
      code: 'not-ready',
      headers: { 'Retry-After': '1' },
      message: expect.stringContaining(words),
    });
  });

  it('that fails in its own way is a failure of the service', async () => {
    const broken = () => {
      throw new TypeError('no store');
    };
    await expect(readyChecks(broken, undefined)).rejects.toThrow(TypeError);
  });
});
