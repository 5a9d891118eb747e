import type { Figure, MetricNumber, Tolerance } from '@modelfolio/schemas';

/** What became of a metric from one card or run to another. */
export type Verdict =
  /** Better, worse or other than before, by more than the tolerance. */
  | 'better'
  | 'worse'
  | 'changed'
  /** Not the same number, and within the tolerance. */
  | 'within-tolerance'
  | 'same'
  | 'added'
  | 'removed'
  /** Measured on other rows, so that the two say nothing about each other. */
  | 'not-comparable';

/** One metric on both sides. */
export interface MetricDifference {
  /** Figure's name on a card, metric's key in a run. */
  name: string;
  label: string;
  format: Figure['format'];
  unit: string | null;
  better: Figure['better'];
  before: MetricNumber | null;
  after: MetricNumber | null;
  /** `after − before`, where both are finite. */
  delta: number | null;
  tolerance: Tolerance | null;
  verdict: Verdict;
}

/** A param, a package, a hash …: text on both sides, `null` where it is not there. */
export interface FieldDifference {
  name: string;
  before: string | null;
  after: string | null;
}

/** A person's text on both sides, in words kept, taken out and put in. */
export interface TextDifference {
  /** Section's key, or `title`, `summary`, `licence` …. */
  name: string;
  label: string;
  parts: { kind: 'same' | 'removed' | 'added'; text: string }[];
}

/** All that differs between two versions of a model; each list holds differences only, save `metrics`, which holds all. */
export interface CardComparison {
  before: { id: string; version: string };
  after: { id: string; version: string };
  /** Whether both were judged on the same rows (by digest). */
  sameEvaluationData: boolean;
  metrics: MetricDifference[];
  params: FieldDifference[];
  /** Data sets of training and evaluation, by digest. */
  data: FieldDifference[];
  /** Commit, dirty flag, command, entry point. */
  code: FieldDifference[];
  environment: FieldDifference[];
  /** Model files by SHA-256, and what they take and give. */
  model: FieldDifference[];
  text: TextDifference[];
}
