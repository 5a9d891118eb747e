import * as aliases from './alias-operations.ts';
import * as experiments from './experiment-operations.ts';
import * as histories from './history-operations.ts';
import * as inputs from './input-operations.ts';
import * as logging from './log-operations.ts';
import * as loggedModels from './logged-model-operations.ts';
import * as modelVersions from './model-version-operations.ts';
import * as registeredModels from './registered-model-operations.ts';
import * as runs from './run-operations.ts';
import * as searches from './search-operations.ts';

/** All that can be asked for, by name. */
export const operations = {
  ...experiments,
  ...runs,
  ...logging,
  ...inputs,
  ...loggedModels,
  ...registeredModels,
  ...modelVersions,
  ...aliases,
  ...searches,
  ...histories,
};

export type OperationName = keyof typeof operations;
