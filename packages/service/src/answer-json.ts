import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { jsonFlaw, maxJsonDepth } from './json-flaw.ts';
import type { CommonProblemCode } from './problem-kinds.ts';
import { RequestFailure } from './request-failure.ts';

/**
 * Answers with JSON. `JSON.stringify` writes `null` for a number that is not finite: whoever asked would take a result that
 * failed for one that is missing. Typed arrays become arrays.
 *
 * @throws RequestFailure `result-not-finite`, naming the field
 *
 * @example
 * return answerJson(context, { predictions });
 */
export function answerJson(
  context: Context,
  value: unknown,
  status: ContentfulStatusCode = 200,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return context.body(jsonText(value), status, { 'Content-Type': 'application/json', ...headers });
}

/** @throws RequestFailure `result-not-finite` */
function jsonText(value: unknown): string {
  let hasTypedArrays = false;
  const flaw = jsonFlaw(value, maxJsonDepth, () => (hasTypedArrays = true));
  if (flaw?.kind === 'too-deep') throw new TypeError(`an answer is nested ${flaw.found} levels deep`);
  if (flaw)
    throw new RequestFailure<CommonProblemCode>(
      'result-not-finite',
      `${flaw.path || 'the result'} is ${flaw.found}, no finite number`,
      { hint: 'ask with values nearer to those that the model knows' },
    );
  // A replacer makes it several times slower.
  return hasTypedArrays ? JSON.stringify(value, typedArrayAsArray) : JSON.stringify(value);
}

function typedArrayAsArray(_: string, value: unknown): unknown {
  return ArrayBuffer.isView(value) && !(value instanceof DataView) ? [...(value as Float64Array)] : value;
}
