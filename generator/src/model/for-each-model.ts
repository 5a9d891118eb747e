import { Failure } from '@modelfolio/failures';
import { modelIds } from '@modelfolio/project';
import type { Project } from '../effects.ts';

/** A model that a command could not finish, and why. */
export interface FailedModel {
  model: string;
  error: Failure;
}

/**
 * Does something for every wanted model. One model's fault does not keep the others waiting:
 * expected failures are collected, anything else is thrown.
 */
export async function forEachModel<Result>(
  project: Project,
  wanted: readonly string[],
  act: (id: string) => Promise<Result>,
): Promise<{ results: Result[]; failures: FailedModel[] }> {
  const results: Result[] = [];
  const failures: FailedModel[] = [];
  for (const model of await modelIds(project, wanted)) {
    project.effects.signal.throwIfAborted();
    try {
      results.push(await act(model));
    } catch (error) {
      if (!(error instanceof Failure) || project.effects.signal.aborted) throw error;
      project.effects.progress(null);
      failures.push({ model, error });
    }
  }
  return { results, failures };
}

/** Tells of what failed; resolves to the exit code. */
export function reportFailures(project: Project, failures: readonly FailedModel[]): number {
  for (const { error } of failures) project.effects.note(`modelfolio: ${error.message}`);
  return failures.length === 0 ? 0 : 1;
}

/** The form of failures in `--json` output. */
export function failuresAsJson(failures: readonly FailedModel[]): object[] {
  return failures.map(({ model, error: { code, place, reason, hint } }) => ({
    model,
    name: code,
    file: place.file ?? null,
    field: place.field ?? null,
    reason,
    remedy: hint,
  }));
}
