import type { Report } from '@modelfolio/schemas';
import type { RuleSet } from '../rules/rule-set.ts';
import type { Validation } from '../rules/validation.ts';
import type { FittedTransformer, TransformerSpec } from '../transformers/transformer.ts';
import type { ColumnStatistics } from './column-statistics.ts';
import type { FeatureStatistics } from './feature-statistics.ts';

/** A file by its content. */
export interface KnownFile {
  /** As it was named on the command line. */
  readonly name: string;
  readonly sha256: string;
}

/** Rules and what became of them on the data. */
export interface JudgedRules {
  readonly file: KnownFile;
  readonly rules: RuleSet;
  readonly validation: Validation;
  /** Names of the columns that the data has. */
  readonly present: readonly string[];
}

/** All that the documentation of a feature set says. */
export interface FeatureSet {
  readonly title: string;
  readonly fitted: FittedTransformer;
  /** The digest is that of the state, which the file bears. */
  readonly state: KnownFile;
  readonly data: KnownFile;
  readonly rows: number;
  /** Of the columns that the pipeline was fitted on, before it. */
  readonly columns: readonly ColumnStatistics[];
  /** Of what comes out. */
  readonly features: readonly FeatureStatistics[];
  readonly judged: JudgedRules | null;
  /** What remakes the documentation. */
  readonly command: string;
  readonly environment: Report['environment'];
  /** Milliseconds since 1970. */
  readonly measuredAt: number;
}

/** The pipeline that was fitted, as it is configured. */
export const specOf = ({ kind, params }: FittedTransformer): TransformerSpec => ({ kind, ...params });
