/** Units of an explained output. */
export type ScaleUnit = 'probability' | 'log-odds' | 'margin' | 'value';

/** How attributions were computed: all but `kernel` are exact. */
export type AttributionMethod = 'tree' | 'linear' | 'enumeration' | 'kernel';

/** Shapley values of one prediction: `base` and all `values` add up to `prediction`. */
export interface Attribution {
  readonly method: AttributionMethod;
  /** A value for each group of columns, in the units of the model function. */
  readonly values: Float64Array;
  /** Standard error of each value; `null` where the method is exact. */
  readonly standardErrors: Float64Array | null;
  /** Mean of the model function over the background rows. */
  readonly base: number;
  /** The model function of the row. */
  readonly prediction: number;
  /** Rows that the model function was asked about. */
  readonly evaluations: number;
}
