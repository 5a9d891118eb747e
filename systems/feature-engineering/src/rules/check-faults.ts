import { orderText } from '../frame/order-text.ts';
import type { Check } from './check.ts';
import type { ColumnRule } from './column-rule.ts';

/** What makes a check of a column senseless, in words; `null` when nothing does. */
export function checkFault(check: Check, type: ColumnRule['type']): string | null {
  const isText = type === 'text';
  switch (check.kind) {
    case 'str_matches':
    case 'str_contains':
      return isText ? patternFault(check.pattern) : onlyText(check.kind);
    case 'str_startswith':
    case 'str_endswith':
      return isText ? null : onlyText(check.kind);
    case 'str_length':
      return isText ? boundsFault(check.min, check.max) : onlyText(check.kind);
    case 'mean_between':
    case 'std_between':
    case 'quantile_between':
      return isText ? `${check.kind} is for numbers` : boundsFault(check.min, check.max);
    case 'max_missing_share':
      return null;
    case 'in_range': {
      const fault = valuesFault([check.min, check.max], isText);
      if (fault !== null) return fault;
      const order = compare(check.min, check.max);
      if (order > 0) return `no value is from ${check.min} to ${check.max}`;
      return order === 0 && !(check.includeMin && check.includeMax)
        ? `the range from ${check.min} to ${check.max} is empty without its ends`
        : null;
    }
    case 'isin':
    case 'notin':
    case 'max_unseen_share':
      return valuesFault(check.values, isText);
    case 'category_share_between':
      return valuesFault([check.category], isText) ?? boundsFault(check.min, check.max);
    default:
      return valuesFault([check.value], isText);
  }
}

const onlyText = (kind: string): string => `${kind} is for text`;

function valuesFault(values: readonly (number | string)[], isText: boolean): string | null {
  const wrong = values.find((value) => (typeof value === 'string') !== isText);
  if (wrong === undefined) return null;
  return `${JSON.stringify(wrong)} is ${isText ? 'a number, the column is text' : 'text, the column is numbers'}`;
}

function boundsFault(min: number | undefined, max: number | undefined): string | null {
  if (min === undefined && max === undefined) return 'it needs min, max or both';
  return min !== undefined && max !== undefined && min > max ? `nothing is from ${min} to ${max}` : null;
}

function patternFault(pattern: string): string | null {
  try {
    new RegExp(pattern, 'u');
    return null;
  } catch (cause) {
    return `${JSON.stringify(pattern)} is no pattern: ${(cause as Error).message}`;
  }
}

const compare = (left: number | string, right: number | string): number =>
  typeof left === 'number' ? left - Number(right) : orderText(left, String(right));
