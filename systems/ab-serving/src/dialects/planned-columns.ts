import type { ModelSignature, SignatureColumn } from '../signature.ts';

/**
 * Every column of a table that a model takes, in the order of its inputs and of their places. An input that the signature names
 * no columns for is a column of its own, with an array in each cell where it takes one.
 */
export function plannedColumns({ inputs, columns = [] }: ModelSignature): SignatureColumn[] {
  return inputs.flatMap(({ name, type }) => {
    const own = columns.filter(({ input }) => input === name);
    if (own.length === 0) return [{ input: name, index: null, name, type, missing: false }];
    return own.toSorted((one, other) => (one.index ?? 0) - (other.index ?? 0));
  });
}
