import type { FileDigest, MetricHistory } from '@modelfolio/schemas';

/** Text by key, as MLflow keeps params and tags. */
export type KeyValues = readonly (readonly [key: string, value: string])[];

/** One logged value; `NaN` and the infinities as JavaScript has them. Times in milliseconds since 1970. */
export interface MlflowPoint {
  readonly value: number;
  readonly step: number;
  readonly timestamp: number | null;
}

export interface MlflowDataset {
  readonly name: string;
  readonly digest: string | null;
  /** JSON text, e.g. `{"url": "https://…"}`. */
  readonly source: string | null;
  /** JSON text, e.g. `{"num_rows": 240}`. */
  readonly profile: string | null;
  /** Tag `mlflow.data.context` of the input. */
  readonly context: string | null;
}

export interface MlflowModelMetric extends MlflowPoint {
  readonly key: string;
  readonly datasetName: string | null;
  readonly datasetDigest: string | null;
}

/** A LoggedModel (MLflow 3). */
export interface MlflowModel {
  readonly modelId: string;
  readonly name: string | null;
  readonly artifactLocation: string | null;
  /** Where it lies now, from the store's folder on; not given where it is not there. */
  readonly path?: string;
  /** `PENDING`, `READY`, `FAILED`, or what a later MLflow says. */
  readonly status: string | null;
  /** Step of the run at which it was logged. */
  readonly step: number | null;
  readonly params: KeyValues;
  readonly tags: KeyValues;
  readonly metrics: readonly MlflowModelMetric[];
}

/** A version of a registered model. */
export interface MlflowVersion {
  readonly name: string;
  readonly version: string;
  readonly runId: string | null;
  readonly modelId: string | null;
  readonly source: string | null;
  readonly stage: string | null;
  readonly aliases: readonly string[];
}

/** A run as any of the three stores tells it: text where text was stored, nothing interpreted. */
export interface MlflowRun {
  readonly runId: string;
  readonly experiment: string;
  readonly name: string | null;
  /** `FINISHED` or the file store's number, e.g. `3`. */
  readonly status: string | null;
  /** Milliseconds since 1970, as text or number. */
  readonly startTime: string | number | null;
  readonly endTime: string | number | null;
  readonly sourceName: string | null;
  readonly sourceVersion: string | null;
  readonly params: KeyValues;
  readonly tags: KeyValues;
  /** Ordered by step, time, value, as `comparePoints` has it: the last is the latest. */
  readonly histories: readonly (readonly [key: string, history: MetricHistory])[];
  readonly datasets: readonly MlflowDataset[];
  readonly models: readonly MlflowModel[];
  /** Registered versions that may point at this run or its models. */
  readonly versions: readonly MlflowVersion[];
  readonly artifacts: readonly FileDigest[];
}
