import { shownValue } from '@modelfolio/failures';
import { Refusal } from '../errors/refusal.ts';
import { elementTexts } from '../protocol/element-texts.ts';
import type { InferTensor } from '../protocol/infer-tensor.ts';

const overTensors = 'ask with tensors, at /v2, for binary data';

/**
 * The body that MLflow, Vertex AI and KServe's V1 protocol answer: `{"predictions": […]}` with an element a row. A model with
 * several outputs answers an object a row, by their names.
 *
 * @param rows number of rows that were asked
 * @throws Refusal `result-not-finite` for NaN or an infinity; `inference-invalid` for an output without a row for each that was asked
 */
export function writePredictions(outputs: readonly InferTensor[], rows: number): Uint8Array {
  const columns = outputs.map((output) => ({
    key: JSON.stringify(output.name),
    texts: rowTexts(output, rows),
  }));
  const [only] = columns;
  const each =
    only && columns.length === 1
      ? only.texts
      : Array.from(
          { length: rows },
          (_, row) => `{${columns.map(({ key, texts }) => `${key}:${texts[row]}`).join(',')}}`,
        );
  return Buffer.from(`{"predictions":[${each.join(',')}]}`);
}

/** An output's part for each row, as JSON. */
function rowTexts(output: InferTensor, rows: number): string[] {
  const [first, ...inner] = output.shape;
  if (first !== rows)
    throw new Refusal(
      'inference-invalid',
      `the output ${shownValue(output.name)} has ${first ?? 'no'} rows, ${rows} were asked`,
      { hint: overTensors },
    );
  // The last dimension is the innermost: it is put together first.
  return inner.reduceRight(
    (texts, size, axis) => {
      const parts = inner.slice(0, axis).reduce((product, each) => product * each, rows);
      return Array.from(
        { length: parts },
        (_, part) => `[${texts.slice(part * size, (part + 1) * size).join(',')}]`,
      );
    },
    elementTexts(output, overTensors),
  );
}
