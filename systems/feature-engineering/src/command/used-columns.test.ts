import { describe, expect, it } from 'vitest';
import { compile, fit } from '../fit.ts';
import { frameOf, type Frame } from '../frame/frame.ts';
import type { TransformerSpec } from '../transformers/transformer.ts';
import { withUsedColumns } from './used-columns.ts';

const frame = frameOf(
  ['a', 'b', 'c'].map((name, at) => ({ name, type: 'number' as const, values: Float64Array.of(at, 2, 5) })),
);
const only = (names: string[]): Frame => ({
  ...frame,
  columns: frame.columns.filter(({ name }) => names.includes(name)),
});
const scaled: TransformerSpec = { kind: 'StandardScaler' };
const parts = (remainder: string, ...columns: string[]): TransformerSpec => ({
  kind: 'ColumnTransformer',
  remainder,
  transformers: [{ name: 'scale', columns, transformer: scaled }],
});

describe('a fitted transformer without the columns that it drops', () => {
  it('is what it would be without them', () => {
    for (const [spec, used] of [
      [parts('drop', 'b', 'a'), ['a', 'b']],
      [
        {
          kind: 'Pipeline',
          steps: [
            { name: 'parts', transformer: parts('drop', 'c') },
            { name: 'again', transformer: scaled },
          ],
        },
        ['c'],
      ],
      [parts('passthrough', 'b'), ['a', 'b', 'c']],
      [scaled, ['a', 'b', 'c']],
    ] as const) {
      const pruned = withUsedColumns(fit(spec, frame));
      expect(pruned).toEqual(fit(spec, only([...used])));
      expect(compile(pruned).run(only([...used]))).toEqual(compile(fit(spec, frame)).run(frame));
    }
  });
});
