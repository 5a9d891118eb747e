import { describe, expect, it } from 'vitest';
import { createGate } from './gate.ts';
import { serveUntil } from './serve.ts';

const ending = new AbortController();

function served(changes: Partial<Parameters<typeof serveUntil>[1]> = {}) {
  const said: string[] = [];
  const serving: Parameters<typeof serveUntil>[1] = {
    fetch: () => new Response('here'),
    port: 0,
    host: '127.0.0.1',
    seconds: 5,
    gate: createGate({ concurrent: 1, seconds: 5 }),
    log: ({ message }) => said.push(message),
    prepare: async () => 'a, b',
    stop: () => said.push('stopped'),
    ...changes,
  };
  return { said, serving };
}

describe('a service that is served', () => {
  it('listens, is made ready, and ends when it is told to', async () => {
    let answer = '';
    const { said, serving } = served({
      prepare: async () => {
        const [, address = ''] = (said[0] ?? '').split('listening on ');
        answer = await (await fetch(address)).text();
        setTimeout(() => ending.abort(), 10);
        return 'a, b';
      },
    });
    await serveUntil(ending.signal, serving);
    expect(answer).toBe('here');
    expect(said).toEqual([
      expect.stringMatching(/^listening on http:\/\/127\.0\.0\.1:\d+$/),
      'ready with a, b',
      'stopped',
      'ending; 0 requests are being computed',
    ]);
    await expect(fetch(said[0]?.split(' ').at(-1) ?? '')).rejects.toThrow('fetch failed');
  });

  it('ends at once when it was told to before', async () => {
    const { said, serving } = served();
    await serveUntil(AbortSignal.abort(), serving);
    expect(said.at(-1)).toBe('ending; 0 requests are being computed');
  });

  it('ends while it is being made ready, without waiting for that', async () => {
    const stopping = new AbortController();
    const { said, serving } = served({
      prepare: (signal) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(new Error('too late to matter')));
          stopping.abort();
        }),
    });
    await serveUntil(stopping.signal, serving);
    expect(said.slice(1)).toEqual(['stopped', 'ending; 0 requests are being computed']);
  });

  it('stops listening when it cannot be made ready', async () => {
    const { said, serving } = served({ prepare: () => Promise.reject(new Error('no models')) });
    await expect(serveUntil(new AbortController().signal, serving)).rejects.toThrow('no models');
    await expect(fetch(said[0]?.split(' ').at(-1) ?? '')).rejects.toThrow('fetch failed');
  });
});
