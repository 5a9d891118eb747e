import { Failure } from '@modelfolio/failures';
import { existsSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { benchReport, figure } from './bench-report.ts';
import { benchProgram, runBenchmark, type Benchmark, type BenchEffects } from './benchmark.ts';

const hardware = { cpu: null, cores: 2, memoryBytes: 1e9, accelerator: null, os: 'Linux' } as const;

const boiling: Benchmark = {
  name: 'boiling',
  description: 'Boils water.',
  flags: { quick: { type: 'boolean', description: 'little of it' } },
  isRough: (flags) => flags['quick'] === true,
  measure(_flags, { say, load, circumstances }) {
    say('Boiling…');
    const content = {
      system: 'kitchen',
      title: 'Water',
      question: 'How long?',
      method: `The load was ${load}.`,
      figures: {
        time: figure('Time', 12.5, 'seconds', 'lower'),
        rate: figure('Rate', 2, 'rate', null, null, 'l/h'),
      },
      tables: [],
    };
    return Promise.resolve({ report: benchReport('boiling', content, circumstances({ pot: '1.0.0' })) });
  },
};

async function running(args: readonly string[], benchmark = boiling) {
  const said = { out: [] as string[], err: [] as string[], files: new Map<string, string>() };
  const effects: BenchEffects = {
    root: '/project',
    now: () => 0,
    load: () => 0.5,
    machine: () => ({ runtime: 'node 24', lockfileSha256: null, hardware }),
    print: (line) => void said.out.push(line),
    note: (line) => void said.err.push(line),
    progress: () => {},
    writeFile: (path, data) => {
      said.files.set(path, String(data));
      return Promise.resolve();
    },
  };
  return { code: await runBenchmark(benchmark, args, effects), ...said };
}

const path = '/project/content/reports/boiling-benchmark.json';

describe('runBenchmark', () => {
  it('measures, shows the figures and writes the report', async () => {
    const { code, out, err, files } = await running([]);
    expect([code, err]).toEqual([0, ['Boiling…']]);
    expect(out).toEqual(['Time: 12.5\u00a0s\nRate: 2.00\u00a0l/h']);
    const written = files.get(path) ?? '';
    expect(written.endsWith('}\n')).toBe(true);
    expect(JSON.parse(written)).toMatchObject({
      id: 'boiling-benchmark',
      method: 'The load was 0.5.',
      measuredAt: '1970-01-01T00:00:00.000Z',
      environment: { runtime: 'node 24', packages: { pot: '1.0.0' }, hardware },
    });
  });

  it.each([['--dry'], ['--no-write'], ['--quick']])('writes nothing with %s', async (flag) => {
    const { code, out, files } = await running([flag]);
    expect([code, files.size]).toEqual([0, 0]);
    expect(out[0]).toContain('Time:');
  });

  it('prints the report with --json', async () => {
    const { out, files } = await running(['--json']);
    expect(`${out[0]}\n`).toBe(files.get(path));
  });

  it('shows what the benchmark wants shown, and ends with its code', async () => {
    const kept: Benchmark = {
      ...boiling,
      measure: async (...all) => ({ ...(await boiling.measure(...all)), shown: 'too slow', exitCode: 1 }),
    };
    expect(await running([], kept)).toMatchObject({ code: 1, out: ['too slow'] });
  });

  it('explains itself without measuring, and tells in one line what is wrong', async () => {
    const help = await running(['--help']);
    expect(help).toMatchObject({ code: 0, err: [] });
    expect(help.out[0]).toMatch(
      /^Usage: npm run bench:boiling -- \[flags\]\n\nBoils water\.\n\n {2}--quick /,
    );
    expect(await running(['--fast'])).toMatchObject({
      code: 2,
      err: ["bench:boiling: Unknown option '--fast' (npm run bench:boiling -- --help lists the flags)"],
    });
    const broken = {
      ...boiling,
      measure: () => Promise.reject(new Failure('pot-missing', 'no pot is there')),
    };
    expect(await running([], broken)).toMatchObject({ code: 1, err: ['bench:boiling: no pot is there'] });
  });
});

describe('benchProgram', () => {
  const { argv, exitCode } = process;
  afterEach(() => {
    process.argv = argv;
    process.exitCode = exitCode;
    vi.restoreAllMocks();
  });

  it('measures what this process was started for, on this machine', async () => {
    const seen: { root: string; load: number }[] = [];
    const said: string[] = [];
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => said.push(String(text)) > 0);
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    process.argv = ['node', 'bench.ts', '--json', '--dry'];
    const { isRough: _, ...always } = boiling;
    await benchProgram({
      ...always,
      async measure(flags, surroundings) {
        seen.push(surroundings);
        return { ...(await boiling.measure(flags, surroundings)), exitCode: 4 };
      },
    });
    expect(process.exitCode).toBe(4);
    const [{ root, load } = { root: '', load: -1 }] = seen;
    expect(existsSync(join(root, 'content/reports'))).toBe(true);
    expect(load).toBeGreaterThanOrEqual(0);
    const { environment, measuredAt } = JSON.parse(said.join('')) as {
      environment: { runtime: string; lockfileSha256: string; hardware: { memoryBytes: number } };
      measuredAt: string;
    };
    expect(environment.runtime).toBe(`node ${process.versions.node}`);
    expect(environment.lockfileSha256).toMatch(/^[\da-f]{64}$/);
    expect(environment.hardware.memoryBytes).toBe(os.totalmem());
    expect(Date.parse(measuredAt)).toBeGreaterThan(Date.parse('2026-01-01'));
  });

  it('writes a report where nothing says that it is rough', async () => {
    const { isRough: _, ...always } = boiling;
    expect((await running([], always)).files.size).toBe(1);
  });
});
