import { shownValue } from '@modelfolio/failures';
import { numbersOf } from '@modelfolio/inference';
import { Refusal } from '../errors/refusal.ts';
import { toTensor, type InferTensor } from './infer-tensor.ts';

/**
 * A tensor's elements as JSON writes each: whole numbers with all of their digits, −0 with its sign.
 *
 * @throws Refusal `result-not-finite` for NaN and the infinities, which are no JSON
 */
export function elementTexts(tensor: InferTensor, hint: string): string[] {
  const { datatype, data, name } = tensor;
  if (!ArrayBuffer.isView(data)) return data.map((text) => JSON.stringify(text));
  if (datatype === 'BOOL') return Array.from(data as Uint8Array, (byte) => (byte === 0 ? 'false' : 'true'));
  if (data instanceof BigInt64Array || data instanceof BigUint64Array) return Array.from(data, String);
  const numbers = datatype === 'FP16' ? numbersOf(toTensor(tensor)) : data;
  const texts = Array.from<string>({ length: numbers.length });
  for (let index = 0; index < numbers.length; index++) {
    const number = numbers[index] ?? Number.NaN;
    if (!Number.isFinite(number))
      throw new Refusal(
        'result-not-finite',
        `the output ${shownValue(name)} is ${number} at element ${index}, which JSON cannot say`,
        { hint },
      );
    texts[index] = number === 0 && 1 / number < 0 ? '-0' : String(number);
  }
  return texts;
}
