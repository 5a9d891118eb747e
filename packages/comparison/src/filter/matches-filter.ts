import { toNumber, type MetricNumber, type RunRecord } from '@modelfolio/schemas';
import type { Comparison, RunFilter } from './parse-filter.ts';

/** What a filter looks at of a run. */
export type FilterableRun = Pick<
  RunRecord,
  'id' | 'name' | 'status' | 'startTime' | 'endTime' | 'params' | 'tags' | 'datasets'
> & { metrics: Readonly<Record<string, { value: MetricNumber }>> };

/** SQL holds no infinities: MLflow keeps and compares the largest double in their place, and so do we. */
const largest = Number.MAX_VALUE;

/**
 * Whether a run meets a filter, as `mlflow.search_runs` has it on a SQL store: what a run does not have meets no
 * comparison but IS NULL, not even `!=`; a metric that is NaN meets `!=` alone. NOT turns that round: what a run does not
 * have meets the NOT of each comparison.
 */
export function matchesFilter(filter: RunFilter, run: FilterableRun): boolean {
  if ('operands' in filter)
    return filter.kind === 'and'
      ? filter.operands.every((operand) => matchesFilter(operand, run))
      : filter.operands.some((operand) => matchesFilter(operand, run));
  if (filter.kind === 'not') return !matchesFilter(filter.operand, run);
  const values = valuesOf(filter, run);
  if (filter.comparator === 'IS NULL') return values.length === 0;
  if (filter.comparator === 'IS NOT NULL') return values.length > 0;
  return values.some((value) => compares(value, filter));
}

function valuesOf({ subject, key }: Comparison, run: FilterableRun): (string | number)[] {
  switch (subject) {
    case 'metric': {
      const metric = Object.hasOwn(run.metrics, key) ? run.metrics[key] : undefined;
      if (metric === undefined) return [];
      const number = toNumber(metric.value);
      return [Math.abs(number) === Infinity ? Math.sign(number) * largest : number];
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

function attributeOf(key: string, run: FilterableRun): (string | number)[] {
  const time = (instant: string | null): number[] => (instant === null ? [] : [Date.parse(instant)]);
  switch (key) {
    case 'start_time':
      return time(run.startTime);
    case 'end_time':
      return time(run.endTime);
    case 'run_id':
      return [run.id];
    case 'run_name':
      // The tag is where MLflow looks; other trackers have none.
      return [run.tags['mlflow.runName'] ?? run.name];
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
      return found !== wanted;
    case '<':
      return found < wanted;
    case '<=':
      return found <= wanted;
    case '>':
      return found > wanted;
    case '>=':
      return found >= wanted;
    case 'LIKE':
      return isLike(String(found), String(wanted));
    default:
      return isLike(String(found).toLowerCase(), String(wanted).toLowerCase());
  }
}

/**
 * SQL's LIKE: `%` is any text, `_` any character; nothing escapes them. Takes no longer than text × pattern, where a
 * regular expression backtracks for hours over `%a%a%a%a%b`.
 */
function isLike(found: string, pattern: string): boolean {
  const [characters, parts] = [Array.from(found), Array.from(pattern)];
  let [at, part, percent, resume] = [0, 0, -1, 0];
  while (at < characters.length)
    if (parts[part] === '%') {
      percent = part++;
      resume = at;
    } else if (part < parts.length && (parts[part] === '_' || parts[part] === characters[at])) {
      at++;
      part++;
    } else if (percent >= 0) {
      part = percent + 1;
      at = ++resume;
    } else return false;
  return parts.slice(part).every((rest) => rest === '%');
}
