import type { Cell } from '@modelfolio/inference';
import type { Limit, MethodChoice } from './analysis.ts';

/** A condition on a column of the data: one of some values, or bounds (both included). */
export type Condition =
  | { column: string; values: string[] }
  | { column: string; least: number | null; most: number | null };

export type Tab = 'row' | 'rows' | 'fairness' | 'model';

/** Which rates thresholds are sought to make equal between groups. */
export type Goal = 'none' | 'demographicParity' | 'equalOpportunity' | 'equalizedOdds' | 'predictiveParity';

/** A row of the data with some cells changed. */
export type EditedRow = { row: number; changes: ReadonlyMap<number, Cell> };

/** Everything that an analysis shows: the link holds it, and the same link shows the same numbers. */
export type AnalysisState = EditedRow & {
  tab: Tab;
  /** Class or target that is explained. */
  place: number;
  method: MethodChoice;
  seed: number;
  background: number;
  grouped: boolean;
  /** Column under the curve. */
  column: number;
  /** A row that was saved to compare with. */
  saved: EditedRow | null;
  limits: ReadonlyMap<number, Limit>;
  linked: readonly (readonly [number, number])[];
  /** A row is positive whose score is at least this; `null`: a half, or the median prediction of a regressor. */
  threshold: number | null;
  /** Columns whose groups are compared: of several, every combination that occurs. */
  by: readonly string[];
  /** A threshold for each group, in the order of its categories; `null` for the one threshold. */
  thresholds: readonly number[] | null;
  /** What a false negative costs, a false positive costing 1. */
  cost: number;
  /** What thresholds are sought to make equal between groups, and how far apart it may be. */
  goal: Goal;
  tolerance: number;
  slice: readonly Condition[];
  /** What the scatter shows across, up and by colour. */
  scatter: readonly [across: string, up: string, colour: string];
  /** Columns of the two-way partial dependence; `null`: the two that matter most. */
  pair: readonly [number, number] | null;
};

export const startState: AnalysisState = {
  tab: 'row',
  row: 0,
  changes: new Map(),
  place: 0,
  method: 'auto',
  seed: 0,
  background: 100,
  grouped: false,
  column: 0,
  saved: null,
  limits: new Map(),
  linked: [],
  threshold: null,
  by: [],
  thresholds: null,
  cost: 1,
  goal: 'none',
  tolerance: 0.02,
  slice: [],
  scatter: ['', 'score', 'actual'],
  pair: null,
};
