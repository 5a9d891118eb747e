import { Refusal } from '../errors/refusal.ts';

/** Levels of arrays and objects that a request may nest, as Triton allows them. */
export const maxDepth = 100;

/**
 * A body as JSON in which whole numbers, in arrays and objects, are exact: one that no double holds becomes a bigint.
 *
 * @throws Refusal `json-invalid`: no UTF-8, no JSON; `inference-invalid`: nested too deeply
 *
 * @example
 * parseExactJson(new TextEncoder().encode('[1, 9007199254740993]')); // [1, 9007199254740993n]
 */
export function parseExactJson(bytes: Uint8Array): unknown {
  const text = decoded(bytes);
  // Before it is parsed: what walks through the value later does so by recursion.
  refuseDeep(text);
  try {
    return hasLongWhole.test(text) ? JSON.parse(text, exactly) : JSON.parse(text);
  } catch (cause) {
    // The message of the parser shows a part of the text, which may be somebody's data.
    const place = /position (\d+)/.exec((cause as Error).message)?.[1];
    throw new Refusal(
      'json-invalid',
      text.trim() === ''
        ? 'the body is empty, expected JSON'
        : `the body is no JSON${place === undefined ? '' : `: see character ${place}`}`,
      { cause },
    );
  }
}

// A reviver makes parsing several times slower, and decimals of 16 digits after the point are everywhere. A number that
// stands alone is no request.
const hasLongWhole = /[[,:\s-]\d{16}/;

// Longer ones are beyond every type, and long to turn into digits again.
const isWhole = /^-?\d{1,309}$/;

function exactly(_key: string, value: unknown, context?: { source?: string }): unknown {
  const source = context?.source;
  return typeof value === 'number' &&
    source !== undefined &&
    !Number.isSafeInteger(value) &&
    isWhole.test(source)
    ? BigInt(source)
    : value;
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new Refusal('json-invalid', 'the body is not UTF-8', { cause });
  }
}

const [quote, backslash, openArray, closeArray, openObject, closeObject] = [34, 92, 91, 93, 123, 125];

function refuseDeep(text: string): void {
  let depth = 0;
  let isText = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (isText) {
      if (code === backslash) at++;
      else if (code === quote) isText = false;
    } else if (code === quote) isText = true;
    else if (code === openArray || code === openObject) {
      if (++depth > maxDepth)
        throw new Refusal('inference-invalid', `nested deeper than ${maxDepth} levels at character ${at}`);
    } else if (code === closeArray || code === closeObject) depth--;
  }
}
