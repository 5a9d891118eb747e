import { pythonRepr } from '../interface/python-words.ts';
import { invalidParameter } from '../mlflow-error.ts';
import { limits } from './limits.ts';
import { checkKey, checkLength, invalidValue, isOtherPath, missingValue, otherPathWords } from './names.ts';

/** Checks the name of a registered model. @throws MlflowError */
export function checkModelName(name: string): void {
  if (name.trim() === '') throw invalidParameter(missingValue('name'));
  if (/[/:]/.test(name))
    throw invalidParameter(`Invalid model name '${name}'. Names cannot contain '/' or ':'.`);
  if (isOtherPath(name)) throw invalidParameter(invalidValue('name', name, otherPathWords(name)));
}

/** Checks the name that a registered model is to have. @throws MlflowError */
export function checkNewModelName(name: string): void {
  if (name.trim() === '') throw invalidParameter(missingValue('new_name'));
  checkModelName(name);
}

/** The number of a version, given as text as Python's `int` takes it. @throws MlflowError */
export function versionNumber(version: string): number {
  if (/^\s*[+-]?\d+(?:_\d+)*\s*$/.test(version)) return Number(version.replaceAll('_', ''));
  throw invalidParameter(`Parameter 'version' must be an integer, got '${version}'.`);
}

/** Checks the alias of a version. @throws MlflowError */
export function checkAlias(alias: string): void {
  if (alias === '') throw invalidParameter('Registered model alias name cannot be empty.');
  if (!/^[\p{L}\p{N}_-]*$/u.test(alias))
    throw invalidParameter(
      `Invalid alias name: '${alias}'. Names may only contain alphanumerics, underscores (_), and dashes (-).`,
    );
  checkLength('Registered model alias name', limits.alias, alias);
}

/** Whether an alias means the newest version, whichever that is. */
export const isLatest = (alias: string): boolean => alias.toLowerCase() === 'latest';

/** Checks that an alias may be given: some mean a version already. @throws MlflowError */
export function checkAliasIsFree(alias: string): void {
  if (isLatest(alias)) throw invalidParameter("'latest' alias name (case insensitive) is reserved.");
  if (/^v\d+$/i.test(alias)) throw invalidParameter(`Version alias name '${alias}' is reserved.`);
}

/** Checks a tag of a registered model or of a version. @throws MlflowError for what is too long, too: it is not cut */
export function checkRegistryTag(key: string, value: string): void {
  checkKey(key, 'key');
  checkLength('key', limits.key, key);
  checkLength('value', limits.registryTagValue, value);
}

/** Checks the name of a logged model. @throws MlflowError */
export function checkLoggedModelName(name: string): void {
  if (/[/:.%"']/.test(name))
    throw invalidParameter(
      `Invalid model name (${pythonRepr(name)}) provided. Model name must be a non-empty string and cannot contain the following characters: ('/', ':', '.', '%', '"', "'")`,
    );
}
