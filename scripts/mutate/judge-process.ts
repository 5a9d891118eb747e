// Runs StrykerJS in the copy of the tree that it was started in, and sends what came out. Its own process, so that
// nothing of it outlives an interrupt: the process group is ended whole, endless mutants with it.
import { join, relative } from 'node:path';
import { Stryker } from '@stryker-mutator/core';
import type { LogLevel, MutantResult } from '@stryker-mutator/api/core';
import { notDrawn } from './sampling-plugin.ts';

/** What the process is told. */
export interface JudgeRequest {
  /** Patterns of the files to mutate, from the root. */
  mutate: string[];
  sample: { count: number; seed: number };
  concurrency: number;
}

process.once('message', (request: JudgeRequest) => void judge(request));

async function judge({ mutate, sample, concurrency }: JudgeRequest) {
  try {
    const results = await new Stryker({
      mutate,
      sample,
      concurrency,
      // The folder is a copy already.
      inPlace: true,
      testRunner: 'vitest',
      vitest: { configFile: join('scripts', 'mutate', 'vitest.config.ts'), related: false },
      checkers: ['sampling'],
      plugins: ['@stryker-mutator/vitest-runner', join(import.meta.dirname, 'sampling-plugin.ts')],
      coverageAnalysis: 'perTest',
      reporters: [],
      logLevel: 'error' as unknown as LogLevel,
      allowConsoleColors: false,
      warnings: false,
      // A test that hardly takes time may take this long on a busy machine before its mutant counts as endless.
      timeoutMS: 15_000,
      dryRunTimeoutMinutes: 15,
    }).runMutationTest();
    process.send?.({ results: results.filter(({ statusReason }) => statusReason !== notDrawn).map(told) });
  } catch (error) {
    process.send?.({ failed: error instanceof Error ? error.message : String(error) });
  }
  process.disconnect();
}

const told = ({ fileName, location, mutatorName, replacement, status }: MutantResult) => ({
  file: relative(process.cwd(), fileName).replaceAll('\\', '/'),
  location,
  mutator: mutatorName,
  replacement,
  status,
});
