import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { MutantResult } from '@stryker-mutator/api/core';
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import type { Reporter } from '@stryker-mutator/api/report';
import { DryRunStatus, TestStatus, type TestRunner } from '@stryker-mutator/api/test-runner';
import { drawnFile } from './drawn-file.ts';
import type { JudgeMessage } from './judge-process.ts';

/** Runs no test, so that StrykerJS does no more than list its mutants. */
class Listing implements TestRunner {
  capabilities() {
    return { reloadEnvironment: true };
  }

  async dryRun() {
    const test = { id: 'none', name: 'none', timeSpentMs: 0, status: TestStatus.Success as const };
    return {
      status: DryRunStatus.Complete as const,
      tests: [test],
      mutantCoverage: { static: {}, perTest: {} },
    };
  }

  mutantRun(): Promise<never> {
    return Promise.reject(new Error('no test runs any of this code'));
  }
}

/** Sends each mutant of the sample as soon as it is judged to who started this process: a run takes minutes. */
class Telling implements Reporter {
  readonly drawn = new Set(readFileSync(drawnFile, 'utf8').split('\n'));

  onMutantTested({
    id,
    fileName,
    location,
    mutatorName: mutator,
    replacement,
    status,
  }: Readonly<MutantResult>) {
    if (!this.drawn.has(id)) return;
    const file = relative(process.cwd(), fileName).replaceAll('\\', '/');
    process.send?.({ judged: { file, location, mutator, replacement, status } } satisfies JudgeMessage);
  }
}

// The name that StrykerJS reads.
export const strykerPlugins = [
  declareClassPlugin(PluginKind.TestRunner, 'listing', Listing),
  declareClassPlugin(PluginKind.Reporter, 'telling', Telling),
];
