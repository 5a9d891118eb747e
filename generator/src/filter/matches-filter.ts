import { toNumber, type RunRecord } from '@modelfolio/schemas';
import type { Comparison, RunFilter } from './parse-filter.ts';

/** Whether a run meets a filter. As in SQL, what a run does not have meets no comparison but IS NULL. */
export function matchesFilter(filter: RunFilter, run: RunRecord): boolean {
  if ('operands' in filter)
    return filter.kind === 'and'
      ? filter.operands.every((operand) => matchesFilter(operand, run))
      : filter.operands.some((operand) => matchesFilter(operand, run));
  const values = valuesOf(filter, run);
  if (filter.comparator === 'IS NULL') return values.length === 0;
  if (filter.comparator === 'IS NOT NULL') return values.length > 0;
  return values.some((value) => compares(value, filter));
}

function valuesOf({ subject, key }: Comparison, run: RunRecord): (string | number)[] {
  switch (subject) {
    case 'metric': {
      const metric = Object.hasOwn(run.metrics, key) ? run.metrics[key] : undefined;
      // MLflow stores NaN as 0 with a mark and compares the 0; here a metric that is NaN meets nothing.
      return metric === undefined ? [] : [toNumber(metric.value)];
    }
    case 'param': {
      const param = Object.hasOwn(run.params, key) ? run.params[key] : undefined;
      return param === undefined || param === null ? [] : [String(param)];
    }
    case 'tag': {
      const tag = Object.hasOwn(run.tags, key) ? run.tags[key] : undefined;
      return tag === undefined ? [] : [tag];
    }
    case 'dataset':
      return run.datasets
        .map(({ name, digest, role }) => (key === 'name' ? name : key === 'digest' ? digest : role))
        .filter((value) => value !== null);
    default:
      return attributeOf(key, run);
  }
}

function attributeOf(key: string, run: RunRecord): (string | number)[] {
  const time = (instant: string | null): number[] => (instant === null ? [] : [Date.parse(instant)]);
  switch (key) {
    case 'start_time':
      return time(run.startTime);
    case 'end_time':
      return time(run.endTime);
    case 'run_id':
      return [run.id];
    case 'run_name':
      return [run.name];
    case 'status':
      return [run.status.toUpperCase()];
    case 'user_id':
      return run.tags['mlflow.user'] === undefined ? [] : [run.tags['mlflow.user']];
    default:
      return [];
  }
}

function compares(found: string | number, { comparator, value }: Comparison): boolean {
  if (Array.isArray(value)) return value.includes(String(found)) === (comparator === 'IN');
  const wanted = value as string | number;
  switch (comparator) {
    case '=':
      return found === wanted;
    case '!=':
      return found !== wanted && !Number.isNaN(found);
    case '<':
      return found < wanted;
    case '<=':
      return found <= wanted;
    case '>':
      return found > wanted;
    case '>=':
      return found >= wanted;
    case 'LIKE':
      return like(String(found), String(wanted), '');
    default:
      return like(String(found), String(wanted), 'i');
  }
}

/** SQL's LIKE: `%` is any text, `_` any character. */
function like(found: string, pattern: string, flags: string): boolean {
  const expression = pattern
    .replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
    .replaceAll('%', '.*')
    .replaceAll('_', '.');
  return new RegExp(`^${expression}$`, `su${flags}`).test(found);
}
