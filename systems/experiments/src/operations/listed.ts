/** Empty lists are left out, as in all of MLflow's answers. */
export const listed = (found: readonly object[]): readonly object[] | undefined =>
  found.length === 0 ? undefined : found;
