import { isKeptTag } from '@modelfolio/runs/sources/mlflow/kept-in-tags';
import { toNumber, type RunRecord } from '@modelfolio/schemas';
import { toParam, toPoint, toTag, type Point } from '../checks/points.ts';
import { MlflowError } from '../mlflow-error.ts';
import { storableText } from './stored-form.ts';

interface Pair {
  readonly key: string;
  readonly value: string;
}

/** What of a run goes into MLflow's tables, and why the rest does not. */
export interface RunEntries {
  readonly params: readonly Pair[];
  readonly tags: readonly Pair[];
  /** By metric, all points. */
  readonly metrics: readonly (readonly Point[])[];
  /** What is not taken as it is, in words. */
  readonly notes: readonly string[];
}

/**
 * The parameters, tags and points of a run as MLflow takes them: values that are too long are cut, names that it refuses are
 * left out. Where no time of a point is known, points are a millisecond apart from the start on, as they came.
 *
 * @param start milliseconds since 1970
 */
export function runEntries(run: RunRecord, start: number): RunEntries {
  const notes: string[] = [];
  const taken = <Given, Taken>(given: readonly Given[], take: (each: Given) => Taken): Taken[] =>
    given.flatMap((each) => {
      try {
        return [take(each)];
      } catch (error) {
        if (!(error instanceof MlflowError)) throw error;
        notes.push(error.message);
        return [];
      }
    });
  const pairs = (
    what: string,
    entries: Iterable<readonly [string, string]>,
    check: (pair: Pair) => Pair,
  ): Pair[] =>
    taken([...entries], ([key, value]) => {
      const pair = check({ key, value: storableText(value) });
      if (pair.value !== value) notes.push(`${what} '${key}' is cut`);
      return pair;
    });
  return {
    params: pairs(
      'param',
      Object.entries(run.params).map(([key, value]) => [key, String(value)] as const),
      toParam,
    ),
    tags: pairs('tag', tagsOf(run), toTag),
    metrics: taken([...pointsOf(run, start)], ([key, points]) =>
      points.map((point) => toPoint({ key, ...point })),
    ),
    notes,
  };
}

/** The tags of a run, and those by which MLflow's pages know parent and code. */
function tagsOf({ tags, source, parentRunId }: RunRecord): Map<string, string> {
  const derived: (readonly [string, string | null])[] = [
    ['mlflow.source.name', source.entryPoint],
    ['mlflow.source.git.commit', source.commit],
    ['mlflow.source.git.repoURL', source.repository],
    ...Object.entries(tags).filter(([key]) => !isKeptTag(key)),
    ['mlflow.parentRunId', parentRunId],
  ];
  return new Map(derived.filter((entry): entry is [string, string] => entry[1] !== null));
}

interface GivenPoint {
  readonly step: number;
  readonly value: number;
  readonly timestamp: number;
}

function pointsOf({ metrics, histories }: RunRecord, start: number): Map<string, GivenPoint[]> {
  const points = new Map<string, GivenPoint[]>();
  for (const [key, { value, step, timestamp }] of Object.entries(metrics))
    points.set(key, [{ step: step ?? 0, value: toNumber(value), timestamp: timestamp ?? start }]);
  for (const [key, { steps, values, timestamps }] of Object.entries(histories))
    if (steps.length > 0)
      points.set(
        key,
        steps.map((step, index) => ({
          step,
          value: toNumber(values[index] ?? 'NaN'),
          timestamp: timestamps?.[index] ?? start + index,
        })),
      );
  return points;
}
