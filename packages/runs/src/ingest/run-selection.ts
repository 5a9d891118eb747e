import { FilterError, matchesFilter, parseFilter, type RunFilter } from '@modelfolio/comparison';
import type { RunRecord } from '@modelfolio/schemas';
import { RunsError } from '../runs-error.ts';
import type { ListedRun } from '../sources/source.ts';

/** Which runs of a store are wanted, as a person says it. */
export interface SelectionWords {
  /** Names or ids of experiments. */
  experiments?: readonly string[];
  /** Names or ids of runs. */
  runs?: readonly string[];
  /** A date, an ISO 8601 instant, or an age such as `7d` or `24h`. */
  since?: string | undefined;
  /** MLflow's search grammar, with OR, NOT and parentheses. */
  filter?: string | undefined;
}

/** Which runs of a store are wanted. */
export interface RunSelection {
  readonly experiments: readonly string[];
  readonly runs: readonly string[];
  /** Milliseconds since 1970. */
  readonly since: number | null;
  readonly filter: RunFilter | null;
}

/**
 * Makes sense of a selection.
 *
 * @param now milliseconds since 1970, that ages are counted from
 * @throws RunsError `usage`
 */
export function parseSelection(words: SelectionWords, now: number): RunSelection {
  return {
    experiments: words.experiments ?? [],
    runs: words.runs ?? [],
    since: words.since === undefined ? null : parseSince(words.since, now),
    filter: words.filter === undefined ? null : parseFilterFlag(words.filter),
  };
}

function parseFilterFlag(text: string): RunFilter {
  try {
    return parseFilter(text);
  } catch (cause) {
    if (!(cause instanceof FilterError)) throw cause;
    const { reason, place, hint } = cause;
    throw new RunsError('usage', reason, {
      file: '--filter',
      field: place.field,
      hint,
      cause,
    });
  }
}

const unitMilliseconds: Record<string, number> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

function parseSince(text: string, now: number): number {
  const [, count, unit = ''] = /^(\d+)([mhdw])$/.exec(text) ?? [];
  if (count !== undefined) return now - Number(count) * (unitMilliseconds[unit] ?? 0);
  const instant = /^\d{4}-\d{2}-\d{2}(?:T.+)?$/.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(instant)) return instant;
  throw new RunsError('usage', `--since ${text} is no time`, {
    hint: 'give a date (2026-11-23), an instant, or an age such as 7d or 24h',
  });
}

/** Whether a listed run may be wanted, by all but the filter, which needs the whole record. */
export function mayBeWanted(run: ListedRun, { experiments, runs, since }: RunSelection): boolean {
  const named = (wanted: readonly string[], names: readonly (string | null)[]): boolean =>
    wanted.length === 0 || names.some((name) => name !== null && wanted.includes(name));
  return (
    named(experiments, [run.experiment, run.experimentId]) &&
    named(runs, [run.id, run.name]) &&
    (since === null || (run.startTime !== null && Date.parse(run.startTime) >= since))
  );
}

/** Whether a record meets the filter, if there is one. */
export function isWanted(run: RunRecord, { filter }: RunSelection): boolean {
  return filter === null || matchesFilter(filter, run);
}
