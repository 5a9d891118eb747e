import { CheckStatus, type Checker, type CheckResult } from '@stryker-mutator/api/check';
import type { Mutant, StrykerOptions } from '@stryker-mutator/api/core';
import { commonTokens, declareClassPlugin, PluginKind, tokens } from '@stryker-mutator/api/plugin';
import { sampled } from './sampled.ts';

/** Why a mutant that was not drawn is not judged: StrykerJS itself can judge all mutants or those of some lines only. */
export const notDrawn = 'not drawn';

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

// The name that StrykerJS reads.
export const strykerPlugins = [declareClassPlugin(PluginKind.Checker, 'sampling', Sampling)];
