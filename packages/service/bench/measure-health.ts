import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { askProcess } from '@modelfolio/measuring/ask-process';
import { startServer } from './started-server.ts';

/** How long `/healthz` took, in milliseconds. */
export interface HealthTimes {
  /** Of a service that nobody else asks, on a machine that does nothing else. */
  readonly empty: readonly number[];
  /** Of a service that nobody else asks, beside the saturated one. */
  readonly beside: readonly number[];
  readonly saturated: readonly number[];
  /** Answers to cheap and to dear requests meanwhile. */
  readonly answered: readonly number[];
  /** Those that were no 200. */
  readonly failed: readonly number[];
}

/**
 * Asks for health on one connection each, every few milliseconds: of a service alone, then, in turns, of one whose lanes are
 * both full and of an empty one beside it. What the busy machine itself adds falls on both of these.
 */
export async function measureHealth(seconds: number): Promise<HealthTimes> {
  await using service = await startServer('service-work');
  await using other = await startServer('service-work');
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  await probe([service.address, other.address], agent, 1);
  const [empty = []] = await probe([service.address], agent, seconds);
  const load = askProcess<Pick<HealthTimes, 'answered' | 'failed'>>(process.execPath, [
    join(import.meta.dirname, 'load-work.ts'),
    service.address,
    seconds + 3,
  ]);
  await sleep(2000);
  const [saturated = [], beside = []] = await probe([service.address, other.address], agent, seconds);
  agent.destroy();
  return { empty, beside, saturated, ...(await load) };
}

/** @returns the times of each address */
async function probe(addresses: readonly string[], agent: Agent, seconds: number): Promise<number[][]> {
  const times = addresses.map(() => [] as number[]);
  for (const end = performance.now() + seconds * 1000; performance.now() < end;)
    for (const [at, address] of addresses.entries()) {
      const start = performance.now();
      const [response] = (await once(get(`${address}/healthz`, { agent }), 'response')) as [IncomingMessage];
      await once(response.resume(), 'end');
      times[at]?.push(performance.now() - start);
      await sleep(2);
    }
  return times;
}
