import { fromNumber, toNumber, type MetricNumber } from '@modelfolio/schemas';
import { frameOf, type Frame, type Target, type TransformerSpec } from '../src/index.ts';

/** Columns as JSON holds them. */
type JsonColumn =
  | { name: string; type: 'number'; values: MetricNumber[] }
  | { name: string; type: 'text'; values: (string | null)[] };

/** Something to fit and to transform, with what scikit-learn makes of it where it is known. */
export interface FeatureCase {
  name: string;
  spec: TransformerSpec;
  train: JsonColumn[];
  other: JsonColumn[];
  target?: (number | string)[];
  /** The training rows are encoded by the other folds. */
  crossFit?: boolean;
  expected?: { names: string[]; train: MetricNumber[][]; other: MetricNumber[][]; tolerance: number };
}

export function readCase({ spec, train, other, target }: FeatureCase): {
  spec: TransformerSpec;
  train: Frame;
  other: Frame;
  target: Target | null;
} {
  return { spec, train: frame(train), other: frame(other), target: target ? { values: target } : null };
}

const frame = (columns: JsonColumn[]): Frame =>
  frameOf(
    columns.map((column) =>
      column.type === 'number' ? { ...column, values: Float64Array.from(column.values, toNumber) } : column,
    ),
  );

/** The columns of a frame, each as JSON holds its values. */
export const toJsonFrame = (given: Frame): (string | number | null)[][] =>
  given.columns.map((column) =>
    column.type === 'number' ? Array.from(column.values, fromNumber) : [...column.values],
  );
