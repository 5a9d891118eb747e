import type { MutantStatus } from '@stryker-mutator/api/core';

/** A mutant and what the tests made of it. */
export interface JudgedMutant {
  /** From the root. */
  file: string;
  /** From 1. */
  line: number;
  mutator: string;
  original: string;
  replacement: string;
  /** Found: `Killed` or `Timeout`. Missed: `Survived` or `NoCoverage`. Of no account: `RuntimeError`, where a file of tests did not even load. */
  status: MutantStatus;
}
