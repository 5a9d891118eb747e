import { Agent, request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { rawClient } from '../test/raw-client.ts';
import { startProgram } from '../test/running-program.ts';

const program = fileURLToPath(new URL('../test/busy-service.ts', import.meta.url));

async function startBusy(...args: string[]) {
  const service = startProgram(program, args);
  const listening = await service.logged('listening on ');
  return { ...service, url: listening.replace('listening on ', '') };
}

/** Sends a request; gives the answer's text or the code of what went wrong. */
function ask(url: string, agent: Agent): Promise<string> {
  return new Promise((resolve) => {
    const asked = request(url, { agent, method: 'POST' }, (response: IncomingMessage) => {
      text(response).then(resolve, (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    });
    asked.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    asked.end('asked');
  });
}

describe('a service that is told to end', () => {
  it.each([
    ['connections that are kept', true],
    ['a connection for each request', false],
  ])('while its loop is saturated resets none of %s', async (_, keepAlive) => {
    const service = await startBusy();
    await service.logged('ready with ');
    let answers = 0;
    const outcomes = new Map<string, number>();
    const client = async (): Promise<void> => {
      const agent = new Agent({ keepAlive, maxSockets: 1 });
      for (;;) {
        const outcome = await ask(service.url, agent);
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
        if (outcome !== 'asked!') return agent.destroy();
        answers += 1;
        if (answers === 100) service.signal('SIGTERM');
      }
    };
    await Promise.all(Array.from({ length: 16 }, client));
    expect(await service.ended).toBe(0);
    expect(service.said.err).toBe('');
    // Whoever comes after the end finds nobody; nobody else is left without an answer.
    expect([...outcomes.keys()].toSorted()).toEqual(['ECONNREFUSED', 'asked!']);
  });

  it('while it starts ends at once', async () => {
    const service = await startBusy('starting');
    service.signal('SIGTERM');
    expect(await service.ended).toBe(0);
    expect(service.lines().map(({ message }) => message)).toEqual([
      `listening on ${service.url}`,
      'ending; 0 requests are being computed',
    ]);
  });

  it('while it is idle ends without a word to those who are connected', async () => {
    const service = await startBusy();
    const client = await rawClient(service.url);
    await service.logged('ready with ');
    service.signal('SIGTERM');
    expect(await client.answer).toBe('');
    expect(await service.ended).toBe(0);
  });
});
