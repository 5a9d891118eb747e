import type { Int64, Message } from '../interface/message-types.ts';
import { pythonFloat } from '../interface/python-words.ts';
import { invalidParameter } from '../mlflow-error.ts';
import { limits } from './limits.ts';
import { checkKey, checkLength, invalidValue, missingValue, placed, truncated } from './names.ts';

/** A point of a metric as the database keeps it. */
export interface Point {
  readonly key: string;
  /** What is no number is kept as 0, infinities as the largest doubles. */
  readonly value: number;
  readonly isNaN: boolean;
  readonly timestamp: Int64;
  readonly step: Int64;
}

/**
 * A point as the database keeps it.
 *
 * @param path where it stands in the request
 * @throws MlflowError for a name or time that is none
 */
export function toPoint({ key = '', value, timestamp = 0, step }: Message<'Metric'>, path = ''): Point {
  checkKey(key, placed(path, 'name'));
  if (value === undefined) throw invalidParameter(missingValue(placed(path, 'value')));
  if (timestamp < 0)
    throw invalidParameter(
      invalidValue(
        placed(path, 'timestamp'),
        timestamp,
        `metric '${key}' (value=${pythonFloat(value)}). Timestamp must be a nonnegative long (64-bit integer) `,
      ),
    );
  checkLength('Metric name', limits.key, key);
  return { key, value: kept(value), isNaN: Number.isNaN(value), timestamp, step };
}

/** SQL holds neither infinities nor what is no number. */
function kept(value: number): number {
  if (Number.isNaN(value)) return 0;
  return Number.isFinite(value) ? value : Math.sign(value) * Number.MAX_VALUE;
}

/** Whether a point is later than another: by step, then time, then value. */
export function isLater(one: Point, other: Point): boolean {
  if (one.step !== other.step) return one.step > other.step;
  if (one.timestamp !== other.timestamp) return one.timestamp > other.timestamp;
  return one.value > other.value;
}

/** A param as it is kept: a value that is too long is cut. */
export function toParam(
  { key = '', value = '' }: Message<'Param'>,
  path = '',
): { key: string; value: string } {
  checkKey(key, placed(path, 'key'));
  checkLength('Param key', limits.key, key);
  return { key, value: truncated(value, limits.paramValue) };
}

/** A tag of a run as it is kept: a value that is too long is cut. */
export function toTag(
  { key = '', value = '' }: Message<'RunTag'>,
  path = '',
): { key: string; value: string } {
  checkKey(key, placed(path, 'key'));
  checkLength(placed(path, 'key'), limits.key, key);
  return { key, value: truncated(value, limits.tagValue) };
}
