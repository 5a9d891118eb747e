import type {
  Attribution,
  CodedColumn,
  Counterfactual,
  FeatureGroup,
  ScaleUnit,
} from '@modelfolio/explainability';
import type { Cell, ModelSides, Predictions } from '@modelfolio/inference';
import type { Answers, Calling } from '@modelfolio/pages/worker/serve-calls';
import type {
  EngineSpec,
  LoadedEngine,
  LoadProgress,
  ServedFile,
} from '@modelfolio/pages/engine/inference-engine';

/** A model to analyse: served files, or bytes that a visitor has dropped. */
export type ModelSource = {
  title: string;
  sides: ModelSides;
  engine: EngineSpec;
  /** Bytes of `engine.entry` where they are here already. */
  bytes: Uint8Array<ArrayBuffer> | null;
};

/** Rows to judge and to explain with: a served file, or a visitor's own. */
export type DataSource = {
  name: string;
  file: ServedFile | null;
  bytes: Uint8Array<ArrayBuffer> | null;
  /** Columns that hold the truth; empty where none does. */
  labels: readonly string[];
};

/** A column beside those that the model takes, e.g. `age_band`: for groups and slices. */
export type ExtraColumn = { name: string; categories: string[]; codes: Float64Array };

/** The rows as they are read, with what the model says of each. */
export type DataSet = {
  name: string;
  /** SHA-256 of the file. */
  sha256: string;
  rows: number;
  /** Rows of the file, where only a sample of them is used. */
  rowsInFile: number;
  /** The model's columns, in the order of its manifest. */
  columns: CodedColumn[];
  /** `[rows, columns]`: see the library's `Matrix`. */
  codes: Float64Array;
  extras: ExtraColumn[];
  /** Class index or value of the first target, a row each; `null` where the file does not hold the truth. */
  actual: Float64Array | null;
  /** Why the truth could not be read; `null` where it was, or none was named. */
  actualFailed: string | null;
  predictions: Predictions;
};

export type MethodChoice = 'auto' | 'sampling' | 'lime';

/** What an explanation is of. */
export type Question = {
  /** The row, a cell for each of the model's columns. */
  cells: readonly Cell[];
  /** Class or target. */
  place: number;
  method: MethodChoice;
  seed: number;
  /** Rows that stand for "not known". */
  background: number;
  /** Whether columns that go together count as one feature. */
  grouped: boolean;
};

export type { FeatureGroup };

export type Explanation = {
  predictions: Predictions;
  features: FeatureGroup[];
  attribution: Attribution;
  unit: ScaleUnit;
  /** Rows of the background. */
  background: number;
  /** Why nothing more exact was used; `null` where the method is the most exact one. */
  because: string | null;
  milliseconds: number;
};

export type LimeExplanation = {
  predictions: Predictions;
  features: FeatureGroup[];
  /** Of the local linear model: a feature each, `null` for those it left out. */
  coefficients: (number | null)[];
  /** Standard deviation of each over ten seeds. */
  spread: (number | null)[];
  /** The bin that each feature's value fell into, in words. */
  bins: string[];
  intercept: number;
  localPrediction: number;
  /** Weighted R² of the local model: how far it may be believed. */
  score: number;
};

export type Curve = {
  column: number;
  /** Values of the column at which the model was asked. */
  grid: Cell[];
  /** The row's own curve. */
  own: Float64Array;
  /** Mean over the background rows. */
  mean: Float64Array;
  /** Curves of some background rows, `[lines, grid]`. */
  others: Float64Array;
  /** Rows of the data near each value: a share from 0 to 1. */
  density: Float64Array;
  /** Whether too few rows lie near a value to believe the curve there. */
  sparse: boolean[];
};

/** What may not change, or only so: by column. */
export type Limit =
  | { kind: 'immutable' }
  | { kind: 'increase' }
  | { kind: 'decrease' }
  | { kind: 'range'; least: number; most: number };

export type CounterfactualQuestion = {
  cells: readonly Cell[];
  place: number;
  /** The other side is wanted: at least it where the row is below, below it where it is not. */
  threshold: number;
  limits: readonly (readonly [column: number, limit: Limit])[];
  /** Pairs of columns that may only change to combinations that occur in the data. */
  linked: readonly (readonly [number, number])[];
  most: number;
};

export type CounterfactualAnswer = {
  found: (Counterfactual & { cells: Cell[] })[];
  /** Why there is none, in words. */
  none: string | null;
  /** Rows that the model was asked about. */
  evaluations: number;
  milliseconds: number;
};

/** Shapley values of every row of the data. */
export type Summary = {
  features: FeatureGroup[];
  /** `[rows, features]`. */
  values: Float64Array;
  /** Rows of the data that were explained: all, or a seeded sample. */
  rows: Uint32Array;
  unit: ScaleUnit;
  method: Attribution['method'];
  base: number;
};

export type Importance = {
  metric: string;
  score: number;
  features: (FeatureGroup & { mean: number; deviation: number })[];
  repeats: number;
  rows: number;
};

export type Surface = {
  columns: readonly [number, number];
  grids: readonly [Cell[], Cell[]];
  /** `[first, second]`. */
  mean: Float64Array;
  /** Rows of the data in each cell. */
  counts: Uint32Array;
};

export type Interactions = {
  features: FeatureGroup[];
  /** Of each pair Friedman and Popescu's H², and the size of what it adds, in units of the prediction; largest first. */
  pairs: { one: number; other: number; strength: number; size: number }[];
  rows: number;
};

/** What a dropped file says of itself, before any runtime is fetched. */
export type Inspected = {
  /** The file, made fit for the browser. */
  bytes: Uint8Array<ArrayBuffer>;
  preparedSha256: string;
  /** SHA-256 of the file as it was dropped, and of the rows. */
  modelSha256: string;
  dataSha256: string | null;
  /** What was changed, a sentence each. */
  changes: string[];
  sides: ModelSides;
  rows: number;
  /** Columns of the rows that the model does not take; the one that is most likely the truth. */
  labels: string[];
  likelyLabel: string | null;
  /** Columns that the model takes and the rows lack. */
  missing: string[];
};

/** What one number a row can mean. */
export type DroppedTask = 'regression' | 'binary-classification';

export type Dropped = { name: string; bytes: Uint8Array<ArrayBuffer> };

/**
 * All that is computed in the worker. Every call rejects with an {@link DemoError}. A call replaces one of the same
 * name and channel that has not ended: that one is rejected as `cancelled`.
 */
export type Analysis = {
  /** @param question.task what the output means, where the file leaves it open (code `task-unknown`) */
  inspect(
    question: { model: Dropped; table: Dropped | null; task: DroppedTask | null },
    tell?: Tell,
  ): Inspected;
  open(source: ModelSource, tell?: Tell): LoadedEngine;
  read(source: DataSource, tell?: Tell): DataSet;
  explain(question: Question, tell?: Tell): Explanation;
  lime(question: Question, tell?: Tell): LimeExplanation;
  curve(
    question: {
      cells: readonly Cell[];
      place: number;
      column: number;
      background: number;
      seed: number;
    },
    tell?: Tell,
  ): Curve;
  counterfactuals(question: CounterfactualQuestion, tell?: Tell): CounterfactualAnswer;
  summary(question: Omit<Question, 'cells'> & { most: number }, tell?: Tell): Summary;
  importance(
    question: {
      place: number;
      seed: number;
      grouped: boolean;
      repeats: number;
      most: number;
    },
    tell?: Tell,
  ): Importance;
  surface(
    question: {
      place: number;
      columns: readonly [number, number];
      background: number;
      seed: number;
    },
    tell?: Tell,
  ): Surface;
  interactions(
    question: { place: number; seed: number; rows: number; grouped: boolean },
    tell?: Tell,
  ): Interactions;
};

/** Bytes that have arrived, the share of the work that is done, or an explanation that is still being refined. */
export type AnalysisStep = LoadProgress | { share: number } | Explanation;

/** Told what happens on the way to an answer. */
type Tell = (step: AnalysisStep) => void;

/** What an answer is given where it is computed. */
export type AnalysisCalling = Calling<AnalysisStep>;

/** The analysis where it is computed. */
export type Analyst = Answers<Analysis>;
