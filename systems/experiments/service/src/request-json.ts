import type { HonoRequest } from 'hono';
import { parseExactJson, parseWrittenJson } from '@modelfolio/experiments/json';
import { invalidParameter, MlflowError } from '@modelfolio/experiments/mlflow-error';
import { fieldsOf } from '@modelfolio/experiments/messages';
import type { MessageName } from '@modelfolio/experiments/message-types';
import { checkRules, type Rules } from '@modelfolio/experiments/request-rules';

/**
 * What a request says, as MLflow's server reads it: the query of a GET, or else the body. A body that is no JSON says
 * nothing: what is missing in it is told then. A parameter of the path takes precedence.
 *
 * @param renamed fields whose parameter of the query has another name
 * @throws MlflowError for a content type that is not JSON's
 */
export async function requestJson(
  request: HonoRequest,
  message: MessageName,
  renamed: Readonly<Record<string, string>> = {},
): Promise<Readonly<Record<string, unknown>>> {
  const inPath = request.param() as Record<string, string>;
  const queries = request.method === 'GET' ? request.queries() : {};
  if (Object.keys(queries).length > 0) return { ...fromQuery(queries, message, renamed), ...inPath };
  if (request.method === 'POST' || request.method === 'PUT') checkContentType(request.header('content-type'));
  return { ...asObject(await request.text()), ...inPath };
}

/**
 * A refusal that tells values as they were written: `JSON.parse` makes 9 of 9.0, and Python does not.
 *
 * @param error what an operation has thrown
 * @param request a body that was read already
 */
export async function asWritten(error: unknown, rules: Rules, request: HonoRequest): Promise<unknown> {
  const isTyped =
    error instanceof MlflowError && / for parameter '\w+' supplied: {2}Hint: /.test(error.message);
  if (!isTyped || request.method === 'GET') return error;
  const text = await request.text();
  try {
    checkRules(rules, asObject(text), false, asObject(text, parseWrittenJson));
    return error;
  } catch (told) {
    return told;
  }
}

function fromQuery(
  queries: Record<string, string[]>,
  message: MessageName,
  renamed: Readonly<Record<string, string>>,
): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const field of fieldsOf(message)) {
    const name = renamed[field.name] ?? field.name;
    const given = Object.hasOwn(queries, name) ? queries[name] : undefined;
    if (given === undefined) continue;
    const [first = ''] = given;
    if ('repeated' in field) found[field.name] = given;
    else if (field.kind === 'bool') found[field.name] = truth(first);
    else found[field.name] = first;
  }
  return found;
}

function truth(text: string): boolean {
  const word = text.toLowerCase();
  if (word === 'true' || word === 'false') return word === 'true';
  throw invalidParameter(`Invalid boolean value: ${text}, must be 'true' or 'false'.`);
}

function checkContentType(type: string | undefined): void {
  if (type === undefined) throw invalidParameter('Bad Request. Content-Type header is missing.');
  if (type.split(';')[0] !== 'application/json')
    throw invalidParameter("Bad Request. Content-Type must be one of ['application/json'].");
}

function asObject(text: string, parse = parseExactJson): Record<string, unknown> {
  const value = parsedOr(text, {}, parse);
  // Old clients encode twice.
  const again = typeof value === 'string' ? parsedOr(value, {}, parse) : value;
  return typeof again === 'object' && again !== null && !Array.isArray(again)
    ? (again as Record<string, unknown>)
    : {};
}

function parsedOr(text: string, otherwise: unknown, parse: typeof parseExactJson): unknown {
  for (const each of [text, quotingNumbers(text)])
    try {
      return parse(each);
    } catch (error) {
      // Its numbers are looked at one level within another.
      if (!(error instanceof SyntaxError))
        throw invalidParameter('Bad Request. The JSON is nested too deep.');
      // Python writes NaN and Infinity into JSON, which knows neither.
    }
  return otherwise;
}

/** JSON as Python writes it, with the numbers that JSON does not know as the text that stands for them. */
const quotingNumbers = (text: string): string =>
  text.replaceAll(/"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g, (each) =>
    each.startsWith('"') ? each : `"${each}"`,
  );
