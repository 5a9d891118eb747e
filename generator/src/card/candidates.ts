import type { Candidate, RunRecord } from '@modelfolio/schemas';
import type { JsonFile } from '../json-file.ts';
import { runFigures } from './run-figures.ts';

const shown = ['parameters', 'validationAccuracy', 'testAccuracy', 'epochs', 'trainingTime'] as const;

/**
 * The runs that competed, best validation accuracy first: every finished run except those tagged with
 * another `modelfolio.role` than `candidate`, and always the chosen one.
 */
export function toCandidates(runs: readonly JsonFile<RunRecord>[], chosenId: string): Candidate[] {
  return runs
    .filter(({ value }) => value.id === chosenId || competed(value))
    .map((run) => {
      const figures = Object.entries(runFigures(run)).filter(([name]) =>
        shown.some((wanted) => wanted === name),
      );
      return {
        runId: run.value.id,
        name: run.value.tags['modelfolio.candidate'] ?? (run.value.name || run.value.id),
        chosen: run.value.id === chosenId,
        figures: Object.fromEntries(figures),
      };
    })
    .toSorted((a, b) => validation(b) - validation(a) || (a.runId < b.runId ? -1 : 1));
}

function competed({ status, tags }: RunRecord): boolean {
  return status === 'finished' && (tags['modelfolio.role'] ?? 'candidate') === 'candidate';
}

function validation({ figures }: Candidate): number {
  const value = figures['validationAccuracy']?.value;
  return typeof value === 'number' ? value : -1;
}
