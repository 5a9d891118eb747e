import type { Candidate, Figure, RunRecord } from '@modelfolio/schemas';
import type { JsonFile } from '@modelfolio/project/json-file';
import { toPointer } from '@modelfolio/project/json-pointer';
import { optionalFigure } from './figure.ts';
import { runFigures } from './run-figures.ts';

const shown = [
  'parameters',
  'validationAccuracy',
  'validationLogLoss',
  'testAccuracy',
  'epochs',
  'trainingTime',
] as const;
/** Other trackers name metrics as they like: so many of those that most runs have are shown by their own names. */
const mostMetrics = 5;

/**
 * The runs that competed: every finished run except those tagged with another `modelfolio.role` than `candidate`, and
 * always the chosen one. Best validation accuracy first where runs have it, else the chosen one first, then by time.
 */
export function toCandidates(runs: readonly JsonFile<RunRecord>[], chosenId: string | null): Candidate[] {
  const competing = runs.filter(({ value }) => value.id === chosenId || competed(value));
  const metrics = sharedMetrics(competing.map(({ value }) => value));
  return competing
    .map((run) => ({ candidate: toCandidate(run, chosenId, metrics), time: run.value.startTime ?? '' }))
    .toSorted(
      (a, b) =>
        validation(b.candidate) - validation(a.candidate) ||
        Number(b.candidate.chosen) - Number(a.candidate.chosen) ||
        (a.time < b.time ? -1 : 1),
    )
    .map(({ candidate }) => candidate);
}

/** The metric that the shipped run was chosen by, as its record says; `null` where it does not. */
export function selectionMetric(
  runs: readonly JsonFile<RunRecord>[],
  chosenId: string | null,
): string | null {
  return runs.find(({ value }) => value.id === chosenId)?.value.tags['modelfolio.selectedBy'] ?? null;
}

function toCandidate(
  run: JsonFile<RunRecord>,
  chosenId: string | null,
  metrics: readonly string[],
): Candidate {
  const known = Object.entries(runFigures(run)).filter(([name]) => shown.some((wanted) => wanted === name));
  const source = { ...run, command: run.value.source.command };
  const others: Record<string, Figure> = Object.assign(
    {},
    ...metrics.map((key) =>
      optionalFigure(`metric:${key}`, source, toPointer(['metrics', key, 'value']), {
        label: key,
        format: 'decimal',
      }),
    ),
  );
  return {
    runId: run.value.id,
    name: run.value.tags['modelfolio.candidate'] ?? (run.value.name || run.value.id),
    chosen: run.value.id === chosenId,
    figures: { ...Object.fromEntries(known), ...others },
  };
}

/** Metrics that most runs have, where these are not of our own trainer; test metrics first. */
function sharedMetrics(runs: readonly RunRecord[]): string[] {
  if (runs.some(({ tags }) => tags['modelfolio.candidate'] !== undefined)) return [];
  const counts = new Map<string, number>();
  for (const run of runs)
    for (const key of Object.keys(run.metrics)) counts.set(key, (counts.get(key) ?? 0) + 1);
  const rank = (key: string): number => (/test|val/i.test(key) ? 0 : 1);
  return (
    [...counts]
      // The accuracies and the log loss are shown by their usual names.
      .filter(([key]) => !/^system\/|^(?:test|validation)\/accuracy$|^validation\/log_loss$/.test(key))
      .toSorted(([a, m], [b, n]) => n - m || rank(a) - rank(b) || (a < b ? -1 : 1))
      .slice(0, mostMetrics)
      .map(([key]) => key)
  );
}

function competed({ status, tags }: RunRecord): boolean {
  return status === 'finished' && (tags['modelfolio.role'] ?? 'candidate') === 'candidate';
}

function validation({ figures }: Candidate): number {
  const value = figures['validationAccuracy']?.value;
  return typeof value === 'number' ? value : -1;
}
