import { relative } from 'node:path';
import { CheckStatus, type Checker, type CheckResult } from '@stryker-mutator/api/check';
import type { Mutant, MutantResult, StrykerOptions } from '@stryker-mutator/api/core';
import { commonTokens, declareClassPlugin, PluginKind, tokens } from '@stryker-mutator/api/plugin';
import type { Reporter } from '@stryker-mutator/api/report';
import type { JudgeMessage } from './judge-process.ts';
import { sampled } from './sampled.ts';

/** Why a mutant that was not drawn is not judged: StrykerJS itself can judge all mutants or those of some lines only. */
const notDrawn = 'not drawn';

/** Lets through only the mutants of the sample. A checker is what StrykerJS asks which mutants are worth their tests. */
class Sampling implements Checker {
  static inject = tokens(commonTokens.options);
  readonly sample: { count: number; seed: number };

  constructor(options: StrykerOptions) {
    this.sample = options['sample'] as { count: number; seed: number };
  }

  async init() {}

  /** One group of all: each is drawn among all of them. */
  async group(mutants: Mutant[]): Promise<string[][]> {
    return [mutants.map(({ id }) => id)];
  }

  async check(mutants: Mutant[]): Promise<Record<string, CheckResult>> {
    const drawn = new Set(sampled(mutants, this.sample, process.cwd()).map(({ id }) => id));
    return Object.fromEntries(
      mutants.map(({ id }) => [
        id,
        drawn.has(id)
          ? { status: CheckStatus.Passed }
          : { status: CheckStatus.CompileError, reason: notDrawn },
      ]),
    );
  }
}

/** Sends each mutant as soon as it is judged to who started this process: a run takes minutes. */
class Telling implements Reporter {
  onMutantTested({
    fileName,
    location,
    mutatorName: mutator,
    replacement,
    status,
    statusReason,
  }: Readonly<MutantResult>) {
    if (statusReason === notDrawn) return;
    const file = relative(process.cwd(), fileName).replaceAll('\\', '/');
    process.send?.({ judged: { file, location, mutator, replacement, status } } satisfies JudgeMessage);
  }
}

// The name that StrykerJS reads.
export const strykerPlugins = [
  declareClassPlugin(PluginKind.Checker, 'sampling', Sampling),
  declareClassPlugin(PluginKind.Reporter, 'telling', Telling),
];
