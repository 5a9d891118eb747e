import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOf } from '../test/refusal-of.ts';
import { flowers, people, pictures } from '../test/signatures.ts';
import { parseKserveV1Request } from './dialects/kserve-v1.ts';
import { parseCsvInvocation, parseInvocation } from './dialects/mlflow.ts';
import { parseRows } from './dialects/rows.ts';
import { parseVertexRequest } from './dialects/vertex.ts';
import { Refusal } from './errors/refusal.ts';
import { fitRequest } from './protocol/fit-request.ts';
import { parseInferRequest } from './protocol/parse-infer-request.ts';
import { rawInferRequest } from './protocol/raw-infer-request.ts';
import type { ModelSignature } from './signature.ts';

/** Requests that are nearly correct get further than noise does. */
const seeds = [
  '{"id":"7","inputs":[{"name":"age","datatype":"FP32","shape":[2,1],"data":[[39],[9007199254740993]]},{"name":"sex","datatype":"BYTES","shape":[2,1],"parameters":{"binary_data_size":10}}],"outputs":[{"name":"label","parameters":{"binary_data":true}}]}',
  '{"dataframe_split":{"columns":["sex","age","children"],"data":[["Male",39,2],["Female",null,4]]},"params":{}}',
  '{"instances":[{"age":39,"sex":"Male","children":2}],"parameters":{}}',
  '{"inputs":{"image":[[[1,2],[3,4]]]}}',
  '{"instances":[[1,2],[3,4]]}',
  '[{"age":39,"sex":"Male","children":2}]',
  'sex,age,children\nMale,39,2\nFemale,,4\n',
];

const pieces = [
  '[',
  ']',
  '{',
  '}',
  '"',
  ',',
  ':',
  'null',
  '-1',
  '1e400',
  '9007199254740993',
  '\\u0000',
  '"__proto__"',
  '0.5',
];

/** A seed in which a part is left out, written twice or exchanged for a piece of JSON. */
const damaged = fc
  .tuple(
    fc.constantFrom(...seeds),
    fc.array(
      fc.tuple(fc.nat(400), fc.nat(12), fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 4 }))),
      { maxLength: 3 },
    ),
  )
  .map(([seed, changes]) =>
    bytesOf(
      changes.reduce(
        (text, [at, length, piece]) => text.slice(0, at) + piece + text.slice(at + length),
        seed,
      ),
    ),
  );

const bodies = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  fc.json({ maxDepth: 4 }).map(bytesOf),
  damaged,
  fc.tuple(damaged, fc.uint8Array({ maxLength: 40 })).map(([json, bytes]) => Buffer.concat([json, bytes])),
);

/** The longest line that a refusal can be, with a place and a hint. */
const longestMessage = 4300;

function outcomeOf(action: () => unknown): string {
  try {
    action();
    return 'answered';
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const isLine =
      error.message !== '' && error.message.length <= longestMessage && !error.message.includes('\n');
    return isLine ? 'refused' : `refused with ${error.message}`;
  }
}

const doors: Readonly<
  Record<string, (body: Uint8Array, signature: ModelSignature, header: number) => unknown>
> = {
  'tensors in JSON': (body, signature) => fitRequest(parseInferRequest(body, null), signature),
  'tensors with binary data': (body, signature, header) =>
    fitRequest(parseInferRequest(body, Math.min(header, body.length)), signature),
  'raw data': rawInferRequest,
  'an invocation': parseInvocation,
  'an invocation in CSV': parseCsvInvocation,
  'a request of Vertex AI': parseVertexRequest,
  'a request of KServe V1': parseKserveV1Request,
  'plain rows': parseRows,
};

describe.each(Object.entries(doors))('%s', (_, door) => {
  it('is answered or refused in words, whatever comes', () => {
    fc.assert(
      fc.property(
        bodies,
        fc.constantFrom(people, flowers, pictures),
        fc.nat(400),
        (body, signature, header) => {
          expect(outcomeOf(() => door(body, signature, header))).toMatch(/^(answered|refused)$/);
        },
      ),
      { numRuns: 400 },
    );
  });
});
