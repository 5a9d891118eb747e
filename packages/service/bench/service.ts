#!/usr/bin/env node
// npm run bench:service: what the shell of a service adds to a bare HTTP answer.
import { benchProgram, type Benchmark } from '@modelfolio/measuring/benchmark';
import packageJson from '../package.json' with { type: 'json' };
import { healthBudgetMs, serviceReport } from './service-report.ts';
import { measureHealth } from './measure-health.ts';
import { measureMemory } from './measure-memory.ts';
import { measureOverhead } from './measure-overhead.ts';
import { startServer } from './started-server.ts';

const benchmark: Benchmark = {
  name: 'service',
  description: `Measures the shell of a service against a bare node:http server, prints what it adds and writes
content/reports/service-benchmark.json. Exits 1 when health takes more than ${healthBudgetMs} ms longer with all lanes full
than that of an empty service beside.`,
  flags: { quick: { type: 'boolean', description: 'a few seconds only (the report is then not written)' } },
  isRough: (flags) => flags['quick'] === true,

  async measure(flags, { say, circumstances }) {
    const isQuick = flags['quick'] === true;
    say('Measuring the overhead of a request…');
    const rounds = await measureOverhead(isQuick ? 1 : 7, isQuick ? 1 : 2);
    say('Measuring health under load…');
    const health = await measureHealth(isQuick ? 2 : 15);
    say('Measuring memory…');
    const memory = await measureMemory(isQuick ? 10_000 : 100_000);
    say('Measuring the start…');
    const starts: number[] = [];
    for (let start = 0; start < (isQuick ? 1 : 5); start++) {
      await using server = await startServer('service-work');
      starts.push(server.listenedMs);
    }
    const report = serviceReport(
      { rounds, health, memory, starts },
      circumstances({
        autocannon: packageJson.devDependencies.autocannon,
        hono: packageJson.dependencies.hono,
      }),
    );
    const isKept = Number(report.figures['healthAdded']?.value) <= healthBudgetMs;
    return { report, exitCode: isKept ? 0 : 1 };
  },
};

await benchProgram(benchmark);
