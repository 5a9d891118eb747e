import { defaultLimits as commonLimits, type Limits as CommonLimits } from '@modelfolio/service/limits';

/** What one request may take. */
export interface Limits extends CommonLimits {
  /** Rows that one request may have predicted. */
  readonly predictedRows: number;
  /** Rows that one request may have explained. */
  readonly explainedRows: number;
  /** Rows that may stand for "not known". */
  readonly backgroundRows: number;
}

export const defaultLimits: Limits = {
  ...commonLimits,
  predictedRows: 10_000,
  explainedRows: 100,
  backgroundRows: 1000,
};

/** What to ask for where a request takes too long. */
export const deadlineHint = 'ask for fewer rows, fewer background rows or a larger targetError';
