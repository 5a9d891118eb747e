#!/usr/bin/env node
// npm run bench:supervisor: what it costs that a model runs in a child process, against the same in this process.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { wholeFlag } from '@modelfolio/command-line/value-flags';
import { benchProgram, type Benchmark } from '@modelfolio/measuring/benchmark';
import { openHere } from '../src/node/open-here.ts';
import { sessionPool } from '../src/node/session-pool.ts';
import type { Tensor } from '../src/tensor.ts';
import { linearGraph } from './linear-graph.ts';
import { supervisorReport, type HopCase } from './supervisor-report.ts';

const starts = 9;
const image = 28;

interface Planned {
  name: string;
  label: string;
  graph: Uint8Array;
  feeds: Record<string, Tensor>;
  inBytes: number;
}

const floats = (rows: number, columns: number): Tensor => ({
  type: 'float32',
  data: Float32Array.from({ length: rows * columns }, (_, index) => (index % 255) / 255),
  shape: [rows, columns],
});

const planned = (root: string): Planned[] => [
  { name: 'row', label: '1 × 8 float32', graph: linearGraph(8), feeds: { x: floats(1, 8) }, inBytes: 32 },
  {
    name: 'rows',
    label: '1,000 × 784 float32',
    graph: linearGraph(784),
    feeds: { x: floats(1000, 784) },
    inBytes: 4000 * 784,
  },
  {
    name: 'images',
    label: '250 images of Fashion-MNIST',
    graph: readFileSync(join(root, 'models/fashion-mnist/model.onnx')),
    feeds: {
      image: {
        type: 'uint8',
        data: Uint8Array.from({ length: 250 * image ** 2 }, (_, index) => index % 256),
        shape: [250, image, image],
      },
    },
    inBytes: 250 * image ** 2,
  },
];

async function measureCase({ graph, feeds, ...words }: Planned, calls: number): Promise<HopCase> {
  const pool = sessionPool();
  const sessions = { child: await pool.open(graph), here: await openHere(graph) };
  const found: { child: number[]; here: number[] } = { child: [], here: [] };
  for (let call = -Math.ceil(calls / 10); call < calls; call++)
    for (const where of ['child', 'here'] as const) {
      const start = performance.now();
      await sessions[where].run(feeds);
      if (call >= 0) found[where].push(performance.now() - start);
    }
  await Promise.all([sessions.child.close(), sessions.here.close()]);
  pool.end();
  return { ...words, ...found };
}

/** Milliseconds from nothing to an open graph, and what the child then holds. */
async function measureStart(): Promise<{ milliseconds: number; bytes: number }> {
  const pool = sessionPool();
  const start = performance.now();
  const session = await pool.open(linearGraph(8));
  const milliseconds = performance.now() - start;
  await session.run({ x: floats(1, 8) });
  const status = readFileSync(`/proc/${pool.processes[0]}/status`, 'utf8');
  pool.end();
  return { milliseconds, bytes: Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024 };
}

const benchmark: Benchmark = {
  name: 'supervisor',
  description: `Runs graphs in a child process and in this one, in turn, prints the figures and writes
content/reports/supervisor-benchmark.json.`,
  flags: {
    calls: {
      type: 'string',
      value: 'n',
      description: 'calls of the smallest graph; a tenth of the others (default: 2000)',
    },
  },
  isRough: (flags) => flags['calls'] !== undefined,

  async measure(flags, { root, say, circumstances }) {
    const calls = wholeFlag(flags, 'calls', { least: 10 }) ?? 2000;
    const cases: HopCase[] = [];
    for (const each of planned(root)) {
      say(`${each.label}…`);
      cases.push(await measureCase(each, each.name === 'row' ? calls : Math.ceil(calls / 10)));
    }
    say('starts…');
    const started: { milliseconds: number; bytes: number }[] = [];
    for (let turn = 0; turn < starts; turn++) started.push(await measureStart());
    const { milliseconds, bytes } = {
      milliseconds: started.map((each) => each.milliseconds),
      bytes: Math.max(...started.map((each) => each.bytes)),
    };
    return { report: supervisorReport({ cases, starts: milliseconds, childBytes: bytes }, circumstances()) };
  },
};

await benchProgram(benchmark);
