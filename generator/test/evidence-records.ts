import type { Evaluation, Evidence, PredictionGap, RowEvidence, RunRecord } from '@modelfolio/schemas';
import { bareRun } from '@modelfolio/schemas/bare-run';

/** The run `boosted` of `trial` with these parts; the rest is unknown. */
export function runOf(parts: Partial<RunRecord>): RunRecord {
  return bareRun({
    id: 'run-1',
    experiment: 'trial',
    name: 'boosted',
    origin: { tracker: 'run-record', location: null, externalId: null },
    ...parts,
  });
}

/** A data set that a run read. */
export function inputOf(
  role: string | null,
  digest: string | null,
  rows: number | null = null,
): RunRecord['datasets'][number] {
  return { name: 'birds', digest, role, source: null, rows };
}

const estimate = (value: number, half: number) => ({
  value,
  interval: { level: 0.95, lower: value - half, upper: value + half, method: 'wilson' as const },
  n: 100,
});

/** The part of an evaluation that logged metrics are held against: 100 rows of the split `test`. */
export function evaluationOf(
  task: Evaluation['task'],
  metrics: Record<string, number>,
  targets: readonly string[] = ['mass'],
): Evaluation {
  const estimates = Object.fromEntries(
    Object.entries(metrics).map(([name, value]) => [name, estimate(value, 0.05)]),
  );
  const dataset = { name: 'birds', split: 'test', digest: 'f'.repeat(64), n: 100 };
  const judged =
    task === 'regression'
      ? { targets: targets.map((name) => ({ name, unit: null, metrics: estimates })) }
      : { metrics: estimates };
  return { task, dataset, ...judged } as unknown as Evaluation;
}

/** What two sources say of a hundred rows: 0.14 apart at most in row 4, and nothing counted against them, but for these parts. */
export function gapOf(parts: Partial<PredictionGap> = {}): PredictionGap {
  return {
    compared: 'probabilities',
    rows: 100,
    tolerance: 0.001,
    largest: { row: 4, difference: 0.14 },
    beyond: { count: 0, rows: [] },
    classes: { count: 0, nearTies: 0, rows: [] },
    ...parts,
  };
}

/** Evidence in which nothing was found, but for these parts. */
export function evidenceOf(parts: Partial<Evidence> = {}): Evidence & { rows: RowEvidence } {
  return {
    schemaVersion: 1,
    modelId: 'birds',
    modelSha256: 'a'.repeat(64),
    dataset: { name: 'birds', split: 'test', digest: 'f'.repeat(64), n: 100 },
    rows: {
      duplicates: { rows: 0, conflicting: 0, examples: [] },
      columns: 3,
      labelColumns: [],
      training: null,
    },
    formats: [],
    predictions: null,
    evidenceVersion: 1,
    command: 'npx modelfolio evaluate birds --force',
    ...parts,
  } as Evidence & { rows: RowEvidence };
}
