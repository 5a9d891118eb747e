import type { FittedTransformer } from '../transformers/transformer.ts';

/**
 * A fitted transformer that asks for no column that it makes nothing of: those that a ColumnTransformer drops. It is what
 * fitting on the other columns alone would have given.
 */
export function withUsedColumns(fitted: FittedTransformer): FittedTransformer {
  if (fitted.kind === 'ColumnTransformer') {
    const { transformers } = fitted.state as { transformers: { columns: string[] }[] };
    const used = new Set(transformers.flatMap(({ columns }) => columns));
    return { ...fitted, columns: fitted.columns.filter(({ name }) => used.has(name)) };
  }
  if (fitted.kind !== 'Pipeline') return fitted;
  const { steps } = fitted.state as { steps: { name: string; transformer: FittedTransformer }[] };
  const [first, ...rest] = steps;
  if (!first) return fitted;
  const transformer = withUsedColumns(first.transformer);
  const state = { steps: [{ ...first, transformer }, ...rest] };
  return { ...fitted, columns: transformer.columns, state };
}
