import os from 'node:os';
import { join, resolve } from 'node:path';
import {
  realClock,
  realDisk,
  realTerminal,
  type Clock,
  type DiskWriting,
  type Terminal,
} from '@modelfolio/command-line/effects';
import type { Flag, FlagValues } from '@modelfolio/command-line/flags';
import { scriptMain } from '@modelfolio/command-line/npm-script';
import { sealed } from '@modelfolio/project/sealed-record';
import { formatFigure, type Report } from '@modelfolio/schemas';
import type { Circumstances } from './bench-report.ts';
import { thisMachine, type ThisMachine } from './this-machine.ts';

/** What `npm run bench:<name>` measures. */
export interface Benchmark {
  name: string;
  /** What it does, for `--help`. */
  description: string;
  /** Flags besides those of every benchmark. */
  flags?: Readonly<Record<string, Flag>>;
  /** Whether these flags measure too little for a report: then none is written. Default: never. */
  isRough?(flags: FlagValues): boolean;
  measure(flags: FlagValues, surroundings: BenchSurroundings): Promise<BenchOutcome>;
}

/** What surrounds a measurement. */
export interface BenchSurroundings {
  /** The repository. */
  root: string;
  /** Processes that ran or waited when it began: the load average of the last minute. */
  load: number;
  /** A line for the person waiting. */
  say(words: string): void;
  /** This machine and now, for the report. */
  circumstances(packages?: Record<string, string>): Circumstances;
}

/** What was measured. */
export interface BenchOutcome {
  report: Report;
  /** For the person who waited. Default: the report's figures. */
  shown?: string;
  /** Default: 0. */
  exitCode?: number;
}

/** What a benchmark does to the world besides measuring it. */
export interface BenchEffects extends Pick<Clock, 'now'>, Terminal, Pick<DiskWriting, 'writeFile'> {
  root: string;
  load(): number;
  machine(): ThisMachine;
}

const commonFlags = {
  dry: { type: 'boolean', description: 'write no report' },
  'no-write': { type: 'boolean', description: 'the same' },
  json: { type: 'boolean', description: 'print the report as JSON' },
} as const satisfies Record<string, Flag>;

/**
 * Runs the command line of a benchmark: measures, shows the figures and writes `content/reports/<name>-benchmark.json`.
 *
 * @param args what follows `npm run bench:<name> --`
 * @returns exit code: the benchmark's, 1 when something is wrong, 2 for wrong usage
 */
export function runBenchmark(
  { name, description, flags, isRough, measure }: Benchmark,
  args: readonly string[],
  effects: BenchEffects,
): Promise<number> {
  return scriptMain<BenchEffects>(
    {
      typed: ['npm run', `bench:${name} --`],
      title: `bench:${name}`,
      description,
      flags: { ...flags, ...commonFlags },
      async run(given) {
        const { report, shown, exitCode = 0 } = await measure(given, surroundingsOf(effects));
        const json = JSON.stringify(sealed(report, `npm run bench:${name}`), null, 2);
        const isKept = !given['dry'] && !given['no-write'] && isRough?.(given) !== true;
        if (isKept)
          await effects.writeFile(join(effects.root, 'content/reports', `${report.id}.json`), `${json}\n`);
        effects.print(given['json'] ? json : (shown ?? figureLines(report)));
        return exitCode;
      },
    },
    args,
    effects,
  );
}

/** Runs the benchmark that this process was started for. */
export async function benchProgram(benchmark: Benchmark): Promise<void> {
  process.exitCode = await runBenchmark(benchmark, process.argv.slice(2), realBenchEffects());
}

const repository = resolve(import.meta.dirname, '../../..');

function realBenchEffects(): BenchEffects {
  const { writeFile } = realDisk();
  return {
    ...realClock,
    ...realTerminal,
    writeFile,
    root: repository,
    load: () => os.loadavg()[0] ?? 0,
    machine: () => thisMachine(repository),
  };
}

function surroundingsOf(effects: BenchEffects): BenchSurroundings {
  return {
    root: effects.root,
    load: effects.load(),
    say: (words) => effects.note(words),
    circumstances: (packages = {}) => ({
      environment: { ...effects.machine(), packages },
      measuredAt: new Date(effects.now()).toISOString(),
    }),
  };
}

const figureLines = ({ figures }: Report): string =>
  Object.values(figures)
    .map((one) => `${one.label}: ${formatFigure(one)}`)
    .join('\n');
