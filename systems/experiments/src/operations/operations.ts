import * as experiments from './experiment-operations.ts';
import * as logging from './log-operations.ts';
import * as runs from './run-operations.ts';

/** All that can be asked for, by name. */
export const operations = { ...experiments, ...runs, ...logging };

export type OperationName = keyof typeof operations;
