import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { interpretSignature, OnnxError, readOnnxModel, suggestedInputKind } from '@modelfolio/onnx';
import { modelManifest } from '@modelfolio/schemas';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ModelfolioError } from '../modelfolio-error.ts';
import { prepareOnnx } from './prepare-onnx.ts';

const folder = join(import.meta.dirname, '../../test/models');
const models = readdirSync(folder).map((name) => readFileSync(join(folder, name, 'model.onnx')));
const disk = {
  readFile: () => Promise.resolve(new Uint8Array(64)),
  kindOf: () => Promise.resolve('file' as const),
  realPath: (path: string) => Promise.resolve(path),
};

/** A model with some bytes changed, taken out or put in. */
const mutated = fc
  .record({
    model: fc.constantFrom(...models),
    edits: fc.array(fc.record({ at: fc.nat(), cut: fc.nat(3), put: fc.uint8Array({ maxLength: 3 }) }), {
      minLength: 1,
      maxLength: 4,
    }),
  })
  .map(({ model, edits }) =>
    edits.reduce((bytes, { at, cut, put }) => {
      const place = at % bytes.length;
      return Buffer.concat([bytes.subarray(0, place), put, bytes.subarray(place + cut)]);
    }, model),
  );

describe('damaged models', () => {
  it('are read, or refused with one line', async () => {
    await fc.assert(
      fc.asyncProperty(mutated, async (bytes) => {
        try {
          const prepared = await prepareOnnx(bytes, '/in', 'model.onnx', disk);
          const model = readOnnxModel(prepared.bytes, 'model.onnx');
          const kind = suggestedInputKind(model.inputs);
          const input = kind === 'tabular' ? { kind, columns: {} } : { kind: 'tensor' as const };
          interpretSignature(model, { input, task: 'regression' }, null, 'model.onnx');
          for (const tensor of [...model.inputs, ...model.outputs])
            expect(modelManifest.shape.inputs.element.shape.shape.safeParse(tensor.shape).success).toBe(true);
        } catch (error) {
          if (!(error instanceof ModelfolioError || error instanceof OnnxError)) throw error;
          if (error.message.includes('\n')) throw new Error('more than one line', { cause: error });
        }
      }),
      { numRuns: 1500 },
    );
  });
});
