import { invalidParameter } from '../mlflow-error.ts';
import { pythonJson, pythonTypeOf } from './python-words.ts';

/**
 * What a handler of MLflow asserts of a parameter (`mlflow/server/handlers.py`, `_assert_*`). The first that does not hold is
 * told, with the parameters in the order in which they stand.
 */
export interface Rule {
  /** Types are looked at only where the JSON did not fit the message. */
  readonly isType: boolean;
  readonly isRequired?: true;
  /** Text of what is wrong, `true` for MLflow's usual text, `false` where it holds. */
  fails(value: unknown): boolean | string;
}

export type Rules = Readonly<Record<string, readonly Rule[]>>;

const isMissing = (value: unknown): boolean => value === undefined || value === null || value === '';

const typeRule = (holds: (value: unknown) => boolean): Rule => ({
  isType: true,
  fails: (value) => !holds(value),
});

const isIntegral = (value: unknown): boolean => typeof value === 'bigint' || Number.isInteger(value);

export const required: Rule = { isType: false, isRequired: true, fails: isMissing };
export const text = typeRule((value) => typeof value === 'string');
export const flag = typeRule((value) => typeof value === 'boolean');
export const list = typeRule(Array.isArray);
export const listOfTexts = typeRule(
  (value) => Array.isArray(value) && value.every((each) => typeof each === 'string'),
);
export const integerLike = typeRule(
  (value) => isIntegral(value) || (typeof value === 'string' && /^\s*[+-]?\d+\s*$/.test(value)),
);
export const floatLike = typeRule(
  (value) =>
    typeof value === 'number' ||
    typeof value === 'bigint' ||
    (typeof value === 'string' && value.trim() !== '' && !Number.isNaN(Number(value.replace(/^nan$/i, '0')))),
);

/** A number in these bounds, both included. @param words what is told instead of MLflow's usual text */
export const within = (least: number, most: number, words?: string): Rule => ({
  isType: false,
  fails: (value) => {
    const number = Number(value);
    return number >= least && number <= most ? false : (words ?? true);
  },
});

/** Of each entry, fields that have to be there. */
export const eachHas = (name: string, fields: readonly string[]): Rule => ({
  isType: false,
  fails: (value) => {
    if (!Array.isArray(value)) return true;
    for (const [index, entry] of value.entries())
      for (const field of fields)
        if (isMissing((entry as Record<string, unknown> | null)?.[field]))
          return `Missing value for required parameter '${name}[${index}].${field}'.`;
    return false;
  },
});

const more = ' See the API docs for more information about request parameters.';

/**
 * Checks a request as it was sent.
 *
 * @param fits whether it fits the message
 * @param written the same with numbers as they were written, for the words of a refusal
 * @throws MlflowError `INVALID_PARAMETER_VALUE` in MLflow's words
 */
export function checkRules(
  rules: Rules,
  json: Readonly<Record<string, unknown>>,
  fits: boolean,
  written = json,
): void {
  for (const [name, own] of Object.entries(rules)) {
    if (!Object.hasOwn(json, name) && !own.some((rule) => rule.isRequired)) continue;
    let value = Object.hasOwn(json, name) ? json[name] : undefined;
    if (name === 'run_id' && (value === undefined || value === null)) value = json['run_uuid'];
    for (const rule of own) {
      if (rule.isType && fits) continue;
      const failure = rule.fails(value);
      if (failure === false) continue;
      throw invalidParameter(wordsFor(name, written[name] ?? value, rule, failure) + more);
    }
  }
}

function wordsFor(name: string, value: unknown, rule: Rule, failure: true | string): string {
  if (failure !== true) return failure;
  if (rule.isRequired) return `Missing value for required parameter '${name}'.`;
  return `Invalid value ${pythonJson(value)} for parameter '${name}' supplied:  Hint: Value was of type '${pythonTypeOf(value)}'.`;
}
