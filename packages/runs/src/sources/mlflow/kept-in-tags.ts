import { isDeepStrictEqual } from 'node:util';
import { runRecord, toNumber, type MetricHistory, type RunRecord } from '@modelfolio/schemas';
import { RunsError } from '../../runs-error.ts';
import { historyOf } from './history.ts';
import { comparePoints, storedValue } from './metric-points.ts';
import type { KeyValues } from './mlflow-run.ts';

/** Fields that a tag holds whole, where MLflow's tables say something else. */
const wholeFields = [
  'name',
  'parentRunId',
  'status',
  'startTime',
  'endTime',
  'datasets',
  'artifacts',
  'models',
  'source',
  'environment',
  'origin',
] as const;
/** Fields of which a tag holds the entries that MLflow's tables do not; `null` for one that is not in the record. */
const keyedFields = ['params', 'metrics', 'histories', 'tags'] as const;
type KeptField = (typeof wholeFields)[number] | (typeof keyedFields)[number];

const isKeptField = (name: string | undefined): name is KeptField =>
  [...wholeFields, ...keyedFields].some((field) => field === name);

/** What of a record MLflow's tables do not say, by field. */
type Kept = ReadonlyMap<KeptField, unknown>;

/** A value of a tag is cut by MLflow where it is longer. */
const partLength = 8000;
/** More than this beside a run nobody wants to load. */
const mostText = 1_000_000;

/** Whether a tag of a run in MLflow is one of those that {@link keptTags} makes. */
export const isKeptTag = (key: string): boolean => tagParts(key) !== null;

/**
 * Tags that hold what MLflow's tables do not say of a run: `modelfolio.<field>` with JSON, and what is longer than a tag may
 * be goes on in `modelfolio.<field>.2`. {@link restored} makes the record of them.
 *
 * @param run as it is to be read again
 * @param found as MLflow's tables have it
 * @throws RunsError `run-invalid` where that would be more than a million characters
 */
export function keptTags(run: RunRecord, found: RunRecord): Map<string, string> {
  const tags = new Map<string, string>();
  let length = 0;
  for (const [field, value] of difference(run, found)) {
    const text = JSON.stringify(value);
    length += text.length;
    if (length > mostText)
      throw new RunsError(
        'run-invalid',
        `more than ${mostText.toLocaleString('en')} characters of it have no place in MLflow's tables`,
        {
          field: `run ${run.id}: ${field}`,
          hint: 'names that MLflow takes need none: letters, digits, _-.:/',
        },
      );
    for (const [index, part] of partsOf(text).entries())
      tags.set(`modelfolio.${field}${index === 0 ? '' : `.${index + 1}`}`, part);
  }
  return tags;
}

/** By characters: no half of one would be kept. */
function partsOf(text: string): string[] {
  if (text.length <= partLength) return [text];
  const characters = Array.from(text);
  return Array.from({ length: Math.ceil(characters.length / partLength) }, (_, index) =>
    characters.slice(index * partLength, (index + 1) * partLength).join(''),
  );
}

/** Names of the fields in which two records of a run differ, as far as MLflow could tell them apart. */
export const differingFields = (run: RunRecord, other: RunRecord): string[] => [
  ...difference(run, other).keys(),
];

/**
 * A record with what its tags hold of it, without those tags. Tags that somebody else made under these names stay tags.
 *
 * @param found as MLflow's tables have it
 * @param tags of the run, as they are kept
 */
export function restored(found: RunRecord, tags: KeyValues): RunRecord {
  const kept = keptIn(tags);
  if (kept.size === 0) return found;
  const own = Object.entries(found.tags).filter(([key]) => !isKeptTag(key));
  const run = withKept({ ...found, tags: Object.fromEntries(own) }, kept);
  // Histories that stay as they were are numbers that were checked before.
  const changed = Object.keys((kept.get('histories') ?? {}) as object).filter((key) =>
    Object.hasOwn(run?.histories ?? {}, key),
  );
  const histories = Object.fromEntries(changed.map((key) => [key, run?.histories[key]]));
  return run !== null && runRecord.safeParse({ ...run, histories }).success ? run : found;
}

function difference(run: RunRecord, found: RunRecord): Kept {
  const kept = new Map<KeptField, unknown>();
  for (const field of wholeFields) if (!isSame(run[field], found[field])) kept.set(field, run[field]);
  const keep = <Value>(
    field: (typeof keyedFields)[number],
    wanted: Readonly<Record<string, Value>>,
    there: Readonly<Record<string, Value>>,
    changeOf: (value: Value, known: Value | undefined) => unknown,
  ): void => {
    const [own, known] = [new Map(Object.entries(wanted)), new Map(Object.entries(there))];
    const changes = [
      ...Array.from(own, ([key, value]) => [key, changeOf(value, known.get(key))] as const),
      ...Array.from(known.keys(), (key) => [key, own.has(key) ? undefined : null] as const),
    ].filter(([, change]) => change !== undefined);
    if (changes.length > 0) kept.set(field, Object.fromEntries(changes));
  };
  const unlessSame = <Value>(value: Value, known: Value | undefined): Value | undefined =>
    known !== undefined && isSame(value, known) ? undefined : value;
  keep('params', run.params, found.params, unlessSame);
  keep('metrics', run.metrics, found.metrics, unlessSame);
  keep('histories', run.histories, found.histories, historyChange);
  keep('tags', run.tags, found.tags, unlessSame);
  return kept;
}

/** As JSON has them: without fields that are not set, and with one zero. */
const isSame = (one: unknown, other: unknown): boolean =>
  one === other || isDeepStrictEqual(JSON.parse(JSON.stringify(one)), JSON.parse(JSON.stringify(other)));

/** What is to be changed in a history that MLflow keeps; `undefined` for nothing. */
function historyChange(wanted: MetricHistory, found: MetricHistory | undefined): unknown {
  if (found === undefined) return wanted;
  if (areSame(wanted.steps, found.steps) && areSame(wanted.values, found.values)) {
    const { timestamps } = found;
    if (wanted.timestamps === null) return timestamps === null ? undefined : { timestamps: null };
    if (timestamps !== null && areSame(wanted.timestamps, timestamps)) return undefined;
  }
  return isSame(asKept(wanted), found) ? undefined : wanted;
}

/** Faster than a look at each number of a deep comparison: histories are long. */
const areSame = <Value>(one: readonly Value[], other: readonly Value[]): boolean =>
  one.length === other.length && one.every((value, index) => value === other[index]);

/** A history as MLflow keeps one: in its order, and a point that is repeated once. */
function asKept({ steps, values, timestamps }: MetricHistory): MetricHistory {
  const points = steps
    .map((step, index) => ({
      step,
      value: storedValue(toNumber(values[index] ?? 'NaN'), false),
      timestamp: timestamps?.[index] ?? null,
    }))
    .toSorted(comparePoints);
  return historyOf(
    points.filter((point, index) => {
      const before = points[index - 1];
      return !before || comparePoints(before, point) !== 0;
    }),
  );
}

function tagParts(key: string): { field: KeptField; part: number } | null {
  const [, field, part = '1'] = /^modelfolio\.([a-zA-Z]+)(?:\.(\d{1,4}))?$/.exec(key) ?? [];
  return isKeptField(field) ? { field, part: Number(part) } : null;
}

/** What tags hold; nothing where they are not as {@link keptTags} makes them. */
function keptIn(tags: KeyValues): Kept {
  const texts = new Map<KeptField, string[]>();
  for (const [key, value] of tags) {
    const place = tagParts(key);
    if (place === null) continue;
    const parts = texts.get(place.field) ?? [];
    parts[place.part - 1] = value;
    texts.set(place.field, parts);
  }
  try {
    return new Map(Array.from(texts, ([field, parts]) => [field, JSON.parse(parts.join('')) as unknown]));
  } catch {
    return new Map();
  }
}

/** `null` where a tag does not hold what its field needs. */
function withKept(found: RunRecord, kept: Kept): RunRecord | null {
  const run: Record<string, unknown> = { ...found };
  for (const [field, value] of kept) {
    if (!keyedFields.some((keyed) => keyed === field)) {
      run[field] = value;
      continue;
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
    const entries = new Map<string, unknown>(Object.entries(run[field] as object));
    for (const [key, change] of Object.entries(value as object)) {
      // Of all of these only a parameter can have no value.
      if (change === null && field !== 'params') entries.delete(key);
      else if (field === 'histories' && isTimeless(change))
        entries.set(key, { ...(entries.get(key) as MetricHistory | undefined), timestamps: null });
      else entries.set(key, change);
    }
    run[field] = Object.fromEntries(entries);
  }
  return run as RunRecord;
}

/** Says of a history that MLflow keeps that its times are not known. */
const isTimeless = (change: unknown): boolean => isDeepStrictEqual(change, { timestamps: null });
