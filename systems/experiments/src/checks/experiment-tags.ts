import { limits } from './limits.ts';
import { checkKey, checkLength } from './names.ts';

/** Checks a tag of an experiment. @throws MlflowError for a bad name, and for what is too long: it is not cut */
export function checkExperimentTag(key: string, value: string): void {
  checkKey(key, 'key');
  checkLength('key', limits.key, key);
  checkLength('value', limits.experimentTagValue, value);
}
