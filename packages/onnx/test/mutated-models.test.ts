import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InferenceError, readTable, type Table } from '@modelfolio/inference';
import { modelManifest } from '@modelfolio/schemas';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDroppedModel } from '../src/dropped-model.ts';
import { OnnxError } from '../src/onnx-error.ts';
import { readOnnxModel } from '../src/onnx-model.ts';

const folder = join(import.meta.dirname, '../../../generator/test/models');
const cases = await Promise.all(
  readdirSync(folder).map(async (name) => {
    const table = readFileSync(join(folder, name, 'data.csv'));
    return {
      name,
      model: readFileSync(join(folder, name, 'model.onnx')),
      table: await readTable(table, 'data.csv'),
    };
  }),
);

const read = (bytes: Uint8Array, table: Table | null): ReturnType<typeof readDroppedModel> | string => {
  try {
    return readDroppedModel(bytes, 'model.onnx', table);
  } catch (error) {
    if (!(error instanceof OnnxError || error instanceof InferenceError)) throw error;
    if (error.message.includes('\n')) throw new Error('more than one line', { cause: error });
    return error.message;
  }
};

/** Of which cases the files do not say enough, in words. */
const refused: Record<string, RegExp> = {
  'bool-and-int64': /could be values or scores of classes/,
  'custom-operator': /lacks com\.example\.Secret/,
  'external-data': /weights lie in another file/,
  'fixed-batch': /could be values or scores of classes/,
  'fixed-inside': /could be values or scores of classes/,
  'multi-output': /takes 3 columns in one tensor, data\.csv has 5/,
  'sigmoid-logits': /could be values or scores of classes/,
};

describe('models of several converters', () => {
  it.each(cases.filter(({ name }) => !Object.hasOwn(refused, name)))(
    'are read as dropped: $name',
    ({ model, table }) => {
      const found = readDroppedModel(model, 'model.onnx', table);
      expect(found.inputs).toEqual(readOnnxModel(found.bytes, 'm').inputs);
      expect(found.missing).toEqual([]);
      expect(found.labels.length).toBeGreaterThan(0);
      const { input, output } = modelManifest.shape;
      expect(input.safeParse(found.input).success).toBe(true);
      expect(output.safeParse(found.output).success).toBe(true);
    },
  );

  it.each(cases.filter(({ name }) => Object.hasOwn(refused, name)))(
    'are refused in words: $name',
    ({ name, model, table }) => {
      expect(() => readDroppedModel(model, 'model.onnx', table)).toThrow(refused[name]);
    },
  );

  it('and damaged ones are read, or refused with one line', () => {
    const mutated = fc.record({
      from: fc.constantFrom(...cases),
      edits: fc.array(fc.record({ at: fc.nat(), cut: fc.nat(3), put: fc.uint8Array({ maxLength: 3 }) }), {
        minLength: 1,
        maxLength: 4,
      }),
      withRows: fc.boolean(),
    });
    fc.assert(
      fc.property(mutated, ({ from, edits, withRows }) => {
        const bytes = edits.reduce((before, { at, cut, put }) => {
          const place = at % before.length;
          return Buffer.concat([before.subarray(0, place), put, before.subarray(place + cut)]);
        }, from.model);
        const found = read(bytes, withRows ? from.table : null);
        if (typeof found === 'string') return;
        const { shape: schema } = modelManifest.shape.inputs.element.shape;
        for (const { shape } of found.inputs) expect(schema.safeParse(shape).success).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});
