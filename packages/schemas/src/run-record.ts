import { z } from 'zod';
import { fileDigest, instant, metricNumber } from './primitives.ts';
import { sealField } from './seal.ts';

/** The latest value of a metric: the point with the greatest (step, timestamp), as MLflow defines it. */
export const latestMetric = z.strictObject({
  value: metricNumber,
  step: z.int().nullable(),
  /** Milliseconds since 1970, or `null` where the tracker keeps none. */
  timestamp: z.int().nullable(),
});

/** A metric over time in columns, so that long histories stay small: equal lengths, ordered by step. */
export const metricHistory = z
  .strictObject({
    steps: z.array(z.int()),
    values: z.array(metricNumber),
    timestamps: z.array(z.int()).nullable(),
  })
  .refine((h) => h.values.length === h.steps.length && (h.timestamps ?? h.steps).length === h.steps.length, {
    error: 'steps, values and timestamps must have the same length',
  });

/** A data set that a run read. */
export const datasetInput = z.strictObject({
  /** e.g. `fashion-mnist`. */
  name: z.string().min(1),
  /** The tracker's own digest, e.g. `sha256:…` of the files read. */
  digest: z.string().nullable(),
  /** What the run used it for; free text in trackers, usually `train`, `validation` or `test`. */
  role: z.string().nullable(),
  /** Address or path the data came from. */
  source: z.string().nullable(),
  /** Rows (images, records) used. */
  rows: z.int().nonnegative().nullable(),
});

/** The machine a run ran on. */
export const hardware = z.strictObject({
  cpu: z.string().nullable(),
  cores: z.int().positive().nullable(),
  memoryBytes: z.int().positive().nullable(),
  /** GPU or TPU in words; `null` also means "none known". */
  accelerator: z.string().nullable(),
  os: z.string().nullable(),
});

/** Software a run ran with. */
export const environment = z.strictObject({
  /** e.g. `node 24.21.0`, `python 3.11.7`. */
  runtime: z.string().nullable(),
  /** Packages that decide the result, name → exact version. */
  packages: z.record(z.string(), z.string()),
  /** SHA-256 of the lock file, so that two environments can be compared at a glance. */
  lockfileSha256: z.string().nullable(),
  hardware: hardware.nullable(),
});

/** The code a run ran. */
export const runSource = z.strictObject({
  repository: z.string().nullable(),
  commit: z.string().nullable(),
  /** Whether the working tree differed from `commit`. */
  dirty: z.boolean().nullable(),
  entryPoint: z.string().nullable(),
  /** The command that remakes the run, e.g. `npm run train -- fashion-mnist`. */
  command: z.string().nullable(),
});

/** A version of a registered model that points at a run's model. */
export const modelRegistration = z.strictObject({
  name: z.string(),
  version: z.string(),
  /** MLflow's older word for what an alias says, e.g. `Production`; `null` where none was set. */
  stage: z.string().nullable(),
  aliases: z.array(z.string()),
});

/** A metric of a model on a named data set, as MLflow 3 keeps them beside the run's own. */
export const modelMetric = z.strictObject({
  key: z.string(),
  value: metricNumber,
  step: z.int().nullable(),
  timestamp: z.int().nullable(),
  dataset: z.strictObject({ name: z.string(), digest: z.string().nullable() }).nullable(),
});

/** A model that a run produced. */
export const modelOutput = z.strictObject({
  /** The tracker's id, e.g. MLflow's `m-…`; our own trainer names the folder under `models/`. */
  modelId: z.string(),
  /** Where the model lies: a path or an address, as the tracker has it. */
  path: z.string().nullable(),
  step: z.int().nullable(),
  name: z.string().nullable().default(null),
  /** The tracker's own word, e.g. `READY`. */
  status: z.string().nullable().default(null),
  params: z.record(z.string(), z.string()).default({}),
  tags: z.record(z.string(), z.string()).default({}),
  metrics: z.array(modelMetric).default([]),
  registrations: z.array(modelRegistration).default([]),
});

/** Where the record itself came from. */
export const runOrigin = z.strictObject({
  /** Name of the source that read it: `run-record`, `mlflow-sqlite`, … */
  tracker: z.string().min(1),
  /** Store the run was read from; relative paths are relative to the repository. */
  location: z.string().nullable(),
  /** The run's id in that store, always text (MLflow's ids exceed 2^53). */
  externalId: z.string().nullable(),
});

/**
 * What a tracker knows of one run, tracker-neutral and in MLflow's words.
 * Unknown is `null` and shown as "unknown", never invented.
 */
export const runRecord = z.strictObject({
  schemaVersion: z.literal(1),
  id: z.string().min(1),
  experiment: z.string(),
  name: z.string(),
  /** Run that this one is nested in: its id in the same store. */
  parentRunId: z.string().nullable().default(null),
  status: z.enum(['running', 'scheduled', 'finished', 'failed', 'killed']),
  startTime: instant.nullable(),
  endTime: instant.nullable(),
  /** Hyperparameters. MLflow keeps text only; our own trainer keeps the type. */
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  metrics: z.record(z.string(), latestMetric),
  histories: z.record(z.string(), metricHistory),
  tags: z.record(z.string(), z.string()),
  datasets: z.array(datasetInput),
  artifacts: z.array(fileDigest),
  models: z.array(modelOutput),
  source: runSource,
  environment,
  origin: runOrigin,
  ...sealField,
});
export type RunRecord = z.infer<typeof runRecord>;
/** A run record as a file holds it: what was added to the schema later may be absent. */
export type WrittenRunRecord = z.input<typeof runRecord>;
export type MetricHistory = z.infer<typeof metricHistory>;
