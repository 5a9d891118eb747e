import type { Terminal } from '@modelfolio/command-line/effects';
import type { FlagValues } from '@modelfolio/command-line/flags';
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

/**
 * Prints what became of some models, and tells of those that failed.
 *
 * @param result what `--json` prints
 * @param lines what is printed otherwise
 * @returns the exit code
 */
export function tellModels(
  effects: Pick<Terminal, 'print' | 'note'>,
  flags: FlagValues,
  result: { readonly failures: readonly FailedModel[] },
  lines: readonly string[],
): number {
  if (flags['json'] === true)
    effects.print(JSON.stringify({ ...result, failures: failuresAsJson(result.failures) }, null, 2));
  else for (const line of lines) effects.print(line);
  for (const { error } of result.failures) effects.note(`modelfolio: ${error.message}`);
  return result.failures.length === 0 ? 0 : 1;
}

function failuresAsJson(failures: readonly FailedModel[]): object[] {
  return failures.map(({ model, error: { code, place, reason, hint } }) => ({
    model,
    name: code,
    file: place.file ?? null,
    field: place.field ?? null,
    reason,
    remedy: hint,
  }));
}
