import autocannon from 'autocannon';
import { startServer } from './started-server.ts';

/** Bytes in use after so many requests. */
export interface MemoryPoint {
  readonly requests: number;
  readonly rss: number;
  readonly heapUsed: number;
}

/** Parts in which the requests are sent. */
const parts = 10;

/** Sends requests over sixteen connections and looks at the memory in between, after each garbage was collected. */
export async function measureMemory(requests: number): Promise<MemoryPoint[]> {
  await using service = await startServer('service-work');
  const found: MemoryPoint[] = [];
  for (let part = 0; part <= parts; part++) {
    const response = await fetch(`${service.address}/memory`);
    const { rss, heapUsed } = (await response.json()) as Omit<MemoryPoint, 'requests'>;
    found.push({ requests: Math.round((requests * part) / parts), rss, heapUsed });
    if (part < parts)
      await autocannon({
        url: `${service.address}/cheap/1`,
        connections: 16,
        amount: Math.round(requests / parts),
      });
  }
  return found;
}
