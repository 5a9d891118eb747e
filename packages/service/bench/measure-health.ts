import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { askProcess } from '@modelfolio/measuring/ask-process';
import { startServer } from './started-server.ts';

/** How long `/healthz` took, in milliseconds. */
export interface HealthTimes {
  readonly empty: readonly number[];
  readonly saturated: readonly number[];
  /** Answers to cheap and to dear requests meanwhile. */
  readonly answered: readonly number[];
  /** Those that were no 200. */
  readonly failed: readonly number[];
}

/** Asks for health on one connection, every few milliseconds, while nobody else asks and while both lanes are full. */
export async function measureHealth(seconds: number): Promise<HealthTimes> {
  await using service = await startServer('service-work');
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  await probe(service.address, agent, 1);
  const empty = await probe(service.address, agent, seconds);
  const load = askProcess<Pick<HealthTimes, 'answered' | 'failed'>>(process.execPath, [
    join(import.meta.dirname, 'load-work.ts'),
    service.address,
    seconds + 3,
  ]);
  await sleep(2000);
  const saturated = await probe(service.address, agent, seconds);
  agent.destroy();
  return { empty, saturated, ...(await load) };
}

async function probe(address: string, agent: Agent, seconds: number): Promise<number[]> {
  const times: number[] = [];
  for (const end = performance.now() + seconds * 1000; performance.now() < end;) {
    const start = performance.now();
    const [response] = (await once(get(`${address}/healthz`, { agent }), 'response')) as [IncomingMessage];
    await once(response.resume(), 'end');
    times.push(performance.now() - start);
    await sleep(2);
  }
  return times;
}
