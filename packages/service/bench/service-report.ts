import { benchReport, figure, type Circumstances } from '@modelfolio/measuring/bench-report';
import type { Report } from '@modelfolio/schemas';
import { median, quantile, sortedNumbers } from '@modelfolio/statistics/quantiles';
import type { HealthTimes } from './measure-health.ts';
import type { MemoryPoint } from './measure-memory.ts';
import { connectionCounts, type Round } from './measure-overhead.ts';

/** What a benchmark of the shell measured. */
export interface ServiceBenchmark {
  readonly rounds: readonly Round[];
  readonly health: HealthTimes;
  readonly memory: readonly MemoryPoint[];
  /** Milliseconds from the start of a process to its address, of each start. */
  readonly starts: readonly number[];
}

/** What p99 of health may be above that of an empty service beside it, in milliseconds: the budget. */
export const healthBudgetMs = 5;

/**
 * The benchmark as a report for the site.
 *
 * @throws ZodError when it does not fit the schema
 */
export function serviceReport(measured: ServiceBenchmark, circumstances: Circumstances): Report {
  const { rounds, health, memory, starts } = measured;
  const at = connectionCounts.map((connections) => {
    const own = rounds.filter((round) => round.connections === connections);
    return {
      connections,
      rounds: own.length,
      plain: median(own.map(({ plain }) => plain.perSecond)),
      service: median(own.map(({ service }) => service.perSecond)),
      // Of each round, then the median: what the machine did meanwhile falls on both sides of a round.
      ratio: median(own.map(({ plain, service }) => plain.perSecond / service.perSecond)),
      plainCpu: median(own.map(({ plain }) => plain.cpuMicroseconds)),
      serviceCpu: median(own.map(({ service }) => service.cpuMicroseconds)),
      cpuRatio: median(own.map(({ plain, service }) => service.cpuMicroseconds / plain.cpuMicroseconds)),
    };
  });
  const empty = p99(health.empty);
  const beside = p99(health.beside);
  const saturated = p99(health.saturated);
  const [warm, last] = [memory[1], memory.at(-1)];
  const growth = (last?.heapUsed ?? 0) - (warm?.heapUsed ?? 0);
  const content = {
    system: 'explainability',
    title: 'What the shell of a service costs',
    question:
      'How much does the shell add to a bare HTTP answer, and is health told in time when all lanes are full?',
    method:
      'A service with ids, log, metrics, guard and lanes and a bare node:http server give the same answer of 80 bytes, each in a process of its own, asked by autocannon over kept connections in turns; the ratios are those of the time and of the processor time that a request takes, the medians over rounds; the latter hardly depend on what else the machine does. ' +
      'Health is asked every two milliseconds on one connection while nobody else asks; then, while sixteen clients ask for cheap work and sixteen for work that computes in another thread, in turns of that service and of an empty one beside it: what the busy machine adds falls on both. ' +
      'Memory is looked at after the garbage was collected.',
    figures: {
      ...Object.fromEntries(
        at.flatMap(({ connections, ratio, cpuRatio, rounds: n }) => [
          [
            `overhead${connections}`,
            figure(`Time a request over node:http, ${connections} connections`, ratio, 'ratio', 'lower', n),
          ],
          [
            `cpuOverhead${connections}`,
            figure(
              `Processor time a request over node:http, ${connections} connections`,
              cpuRatio,
              'ratio',
              'lower',
              n,
            ),
          ],
        ]),
      ),
      healthEmpty: figure(
        'Health, p99, nobody else asks',
        empty,
        'milliseconds',
        'lower',
        health.empty.length,
      ),
      healthBeside: figure(
        'Health, p99, of an empty service beside the full one',
        beside,
        'milliseconds',
        'lower',
        health.beside.length,
      ),
      healthSaturated: figure(
        'Health, p99, all lanes full',
        saturated,
        'milliseconds',
        'lower',
        health.saturated.length,
      ),
      healthAdded: figure(
        'Added by full lanes, p99 over the empty service beside',
        saturated - beside,
        'milliseconds',
        'lower',
        health.saturated.length,
      ),
      heapGrowth: figure(
        `Growth of the heap from ${warm?.requests ?? 0} to ${last?.requests ?? 0} requests`,
        growth,
        'bytes',
        'lower',
      ),
      start: figure('Start to listening', median([...starts]), 'milliseconds', 'lower', starts.length),
    },
    tables: [
      {
        title: 'Requests a second',
        columns: ['Connections', 'node:http', 'Service', 'Ratio', 'Rounds'],
        rows: at.map((each) => [each.connections, each.plain, each.service, each.ratio, each.rounds]),
      },
      {
        title: 'Processor time a request, in microseconds',
        columns: ['Connections', 'node:http', 'Service', 'Ratio', 'Rounds'],
        rows: at.map((each) => [
          each.connections,
          each.plainCpu,
          each.serviceCpu,
          each.cpuRatio,
          each.rounds,
        ]),
      },
      {
        title: 'Answers while health was asked',
        columns: ['Lane', 'Answered with 200', 'Not'],
        rows: ['cheap', 'dear'].map((lane, place) => [
          lane,
          (health.answered[place] ?? 0) - (health.failed[place] ?? 0),
          health.failed[place] ?? 0,
        ]),
      },
      {
        title: 'Memory in bytes',
        columns: ['After requests', 'Heap', 'Resident'],
        rows: memory.map(({ requests, heapUsed, rss }) => [requests, heapUsed, rss]),
      },
    ],
  };
  return benchReport('service', content, circumstances);
}

/** @returns the time that 99 of 100 do not exceed */
function p99(times: readonly number[]): number {
  return quantile(sortedNumbers(Float64Array.from(times)), 0.99);
}
