import { parseExactJson } from '../interface/json.ts';
import { pythonDumps, pythonRepr } from '../interface/python-words.ts';
import { invalidParameter } from '../mlflow-error.ts';

/**
 * What is kept of a model's description (`MLmodel` as JSON) among the tags of its run.
 *
 * @returns JSON text
 * @throws MlflowError for what is no such description
 */
export function loggedModelEntry(json: string): string {
  let model: unknown;
  try {
    model = parseExactJson(json);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw invalidParameter(`Malformed model info. \n ${json} \n is not a valid JSON.`);
  }
  if (!isObject(model)) throw invalidParameter('Model json is no object.');
  const missing = ['artifact_path', 'flavors', 'utc_time_created', 'run_id'].filter(
    (field) => !Object.hasOwn(model, field),
  );
  if (missing.length > 0)
    throw invalidParameter(`Model json is missing mandatory fields: {${missing.map(pythonRepr).join(', ')}}`);
  if (!isObject(model['flavors'])) throw invalidParameter('flavors in model json is no object.');
  return pythonDumps({
    ...(model['run_id'] !== null && { run_id: model['run_id'] }),
    ...(model['artifact_path'] !== null && { artifact_path: model['artifact_path'] }),
    utc_time_created: model['utc_time_created'],
    model_uuid: model['model_uuid'] ?? null,
    flavors: Object.fromEntries(
      Object.entries(model['flavors']).map(([name, flavor]) => [name, withoutConfig(flavor)]),
    ),
  });
}

/** Some flavours have a configuration that may be large. */
function withoutConfig(flavor: unknown): unknown {
  if (!isObject(flavor)) return flavor;
  const { config: _, ...rest } = flavor;
  return rest;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
