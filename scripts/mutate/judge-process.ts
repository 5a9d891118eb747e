// Runs StrykerJS in the copy of the tree that it was started in, and sends what comes out. Its own process, so that
// nothing of it outlives an interrupt: the process group is ended whole, endless mutants with it.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stryker } from '@stryker-mutator/core';
import type { Location, LogLevel, PartialStrykerOptions } from '@stryker-mutator/api/core';
import { drawnFile } from './drawn-file.ts';
import type { JudgedMutant } from './judged-mutant.ts';
import { sampled } from './sampled.ts';

/** A mutant as StrykerJS tells it: its place is one of the file, from 1, the end not included. */
export type ToldMutant = Omit<JudgedMutant, 'line' | 'original'> & { location: Location };

/** What the process is told. */
export interface JudgeRequest {
  /** Patterns of the files to mutate, from the root. */
  mutate: string[];
  sample: { count: number; seed: number };
  concurrency: number;
}

/** What it sends: each mutant as soon as it is judged, then that it is done, or what went wrong. */
export type JudgeMessage = { judged: ToldMutant } | { isDone: true } | { failed: string };

process.once('message', (request: JudgeRequest) => void judge(request));

async function judge({ mutate, sample, concurrency }: JudgeRequest) {
  const options: PartialStrykerOptions = {
    mutate,
    concurrency,
    // The folder is a copy already.
    inPlace: true,
    plugins: ['@stryker-mutator/vitest-runner', join(import.meta.dirname, 'stryker-plugin.ts')],
    coverageAnalysis: 'perTest',
    reporters: [],
    logLevel: 'error' as unknown as LogLevel,
    allowConsoleColors: false,
    warnings: false,
  };
  try {
    // StrykerJS itself can judge all mutants or those of some lines only. So they are listed first; what is not drawn has
    // no coverage later, and takes no time.
    const all = await new Stryker({ ...options, testRunner: 'listing' }).runMutationTest();
    const drawn = sampled(all, sample, process.cwd());
    writeFileSync(drawnFile, drawn.map(({ id }) => id).join('\n'));
    await new Stryker({
      ...options,
      testRunner: 'vitest',
      vitest: { configFile: join('scripts', 'mutate', 'vitest.config.ts'), related: false },
      reporters: ['telling'],
      // A test that hardly takes time may take this long on a busy machine before its mutant counts as endless.
      timeoutMS: 15_000,
      dryRunTimeoutMinutes: 15,
    }).runMutationTest();
    process.send?.({ isDone: true } satisfies JudgeMessage);
  } catch (error) {
    process.send?.({
      failed: error instanceof Error ? error.message : String(error),
    } satisfies JudgeMessage);
  }
  process.disconnect();
}
