/** What the worker of intervals is asked: Shapley values, `[rows, features]`. */
export type IntervalQuestion = { values: Float64Array; rows: number; features: number; seed: number };

/** Ends of the interval of each feature's mean |SHAP|. */
export type IntervalAnswer = { low: Float64Array; high: Float64Array };
