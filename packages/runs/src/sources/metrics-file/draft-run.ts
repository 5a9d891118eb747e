import type { RunRecord } from '@modelfolio/schemas';
import { RunsError } from '../../runs-error.ts';
import { flatten, isMapping, readNumber, toParam, toText } from '../loose-values.ts';
import { MetricColumns } from '../metric-columns.ts';

/** What a file says of one run. */
export interface DraftRun {
  /** `null` where the file names none. */
  id: string | null;
  name: string | null;
  experiment: string | null;
  status: RunRecord['status'];
  startTime: string | null;
  endTime: string | null;
  params: Map<string, RunRecord['params'][string]>;
  tags: Map<string, string>;
  columns: MetricColumns;
  /** Metrics without a step. */
  metrics: Map<string, RunRecord['metrics'][string]>;
}

/** A run of which nothing is known. */
export function draftRun(): DraftRun {
  return {
    id: null,
    name: null,
    experiment: null,
    status: 'finished',
    startTime: null,
    endTime: null,
    params: new Map(),
    tags: new Map(),
    columns: new MetricColumns(),
    metrics: new Map(),
  };
}

const STATUSES: ReadonlySet<string> = new Set(['running', 'scheduled', 'finished', 'failed', 'killed']);

/** Names of the fields that say what a run is, not how well it did. */
export const RUN_FIELDS: ReadonlySet<string> = new Set([
  'id',
  'run_id',
  'name',
  'run_name',
  'experiment',
  'status',
  'start_time',
  'end_time',
  'startTime',
  'endTime',
]);

/**
 * Sets a field of a run from a cell or a JSON value; nothing there stays unknown.
 *
 * @throws RunsError `run-invalid`
 */
export function setRunField(run: DraftRun, field: string, value: unknown, file: string, place: string): void {
  if (value === null || value === undefined || value === '') return;
  const text = toText(value);
  if (field === 'id' || field === 'run_id') run.id = text;
  else if (field === 'name' || field === 'run_name') run.name = text;
  else if (field === 'experiment') run.experiment = text;
  else if (field === 'status') {
    const status = text.toLowerCase();
    if (STATUSES.has(status)) run.status = status as RunRecord['status'];
    else run.tags.set('status', text);
  } else if (field.startsWith('start')) run.startTime = instantOf(value, file, place);
  else run.endTime = instantOf(value, file, place);
}

/** Numbers from 10^11 are milliseconds since 1970, smaller ones seconds; text is a date with its offset, or UTC. */
export function millisecondsOf(value: unknown): number | null {
  const number = readNumber(value);
  if (typeof number === 'number') return Math.round(Math.abs(number) < 1e11 ? number * 1000 : number);
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d/.test(value)) return null;
  const iso = value.trim().replace(' ', 'T');
  const time = Date.parse(/T.*(Z|[+-]\d\d:?\d\d)$/.test(iso) || !iso.includes('T') ? iso : `${iso}Z`);
  return Number.isFinite(time) ? time : null;
}

function instantOf(value: unknown, file: string, place: string): string {
  const time = millisecondsOf(value);
  if (time === null || Math.abs(time) > 8.64e15)
    throw new RunsError('run-invalid', `not a date: ${JSON.stringify(value)}`, { file, field: place });
  return new Date(time).toISOString();
}

/**
 * A JSON value as a run: `{params, metrics}`, or numbers alone.
 *
 * @throws RunsError `run-invalid`
 */
export function fromObject(value: Record<string, unknown>, file: string, place: string): DraftRun {
  const run = draftRun();
  const structured = isMapping(value['metrics']) || isMapping(value['params']);
  for (const [key, inner] of Object.entries(value)) {
    const at = `${place}/${key}`;
    if (structured && key === 'params' && isMapping(inner))
      for (const [name, param] of flatten(inner, file)) run.params.set(name, toParam(param));
    else if (structured && key === 'metrics' && isMapping(inner)) {
      for (const [name, metric] of flatten(inner, file))
        run.metrics.set(name, {
          value: numberOf(metric, file, `${at}/${name}`),
          step: null,
          timestamp: null,
        });
    } else if (structured && key === 'tags' && isMapping(inner))
      for (const [name, tag] of flatten(inner, file)) run.tags.set(name, toText(tag ?? ''));
    else if (RUN_FIELDS.has(key)) setRunField(run, key, inner, file, at);
    else addLoose(run, key, inner, file);
  }
  return run;
}

function addLoose(run: DraftRun, key: string, value: unknown, file: string): void {
  const fields = isMapping(value) ? flatten({ [key]: value }, file) : [[key, value] as const];
  for (const [name, inner] of fields) {
    const number = readNumber(inner);
    if (number !== null) run.metrics.set(name, { value: number, step: null, timestamp: null });
    else if (inner !== null && inner !== undefined) run.tags.set(name, toText(inner));
  }
}

/** @throws RunsError `run-invalid` */
export function numberOf(
  value: unknown,
  file: string,
  place: string,
): number | 'NaN' | 'Infinity' | '-Infinity' {
  const number = readNumber(value);
  if (number !== null) return number;
  throw new RunsError('run-invalid', `expected a number, got ${JSON.stringify(value)}`, {
    file,
    field: place,
  });
}
