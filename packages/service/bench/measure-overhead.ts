import autocannon from 'autocannon';
import { startServer, type StartedServer } from './started-server.ts';

/** What both servers took in one round, one right after the other. */
export interface Round {
  readonly connections: number;
  readonly plain: Rate;
  readonly service: Rate;
}

/** How many requests a server answered, and what each took of the processor. */
export interface Rate {
  readonly perSecond: number;
  readonly cpuMicroseconds: number;
}

/** Connections that ask at the same time, each for its next answer as soon as it has one. */
export const connectionCounts = [1, 16, 256] as const;

/** Asks the bare server and the service in turns, so that what else the machine does falls on both. */
export async function measureOverhead(rounds: number, seconds: number): Promise<Round[]> {
  await using plain = await startServer('plain-work');
  await using service = await startServer('service-work');
  const found: Round[] = [];
  // The first is thrown away: code is compiled in it.
  for (let round = -1; round < rounds; round++)
    for (const connections of connectionCounts) {
      const measured = {
        connections,
        plain: await rate(plain, connections, seconds),
        service: await rate(service, connections, seconds),
      };
      if (round >= 0) found.push(measured);
    }
  return found;
}

async function rate(server: StartedServer, connections: number, seconds: number): Promise<Rate> {
  const url = `${server.address}/cheap/1`;
  const before = server.cpuSeconds();
  const { requests, duration, non2xx, errors } = await autocannon({ url, connections, duration: seconds });
  if (non2xx + errors > 0) throw new Error(`${url}: ${non2xx + errors} requests were not answered with 200`);
  return {
    perSecond: requests.total / duration,
    cpuMicroseconds: ((server.cpuSeconds() - before) / requests.total) * 1e6,
  };
}
