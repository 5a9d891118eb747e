import { inputKind, modelManifest, outputMeaning, sha256, slug, tensorSignature } from '@modelfolio/schemas';
import { z } from 'zod';
import type { LoadedModel } from '../models/loaded-model.ts';

/** A model as every answer names it: other bytes give other numbers. */
export const modelIdentity = z
  .strictObject({ id: slug, sha256 })
  .meta({ id: 'ModelIdentity', description: 'A model and the SHA-256 of its ONNX file.' });

const shortModel = z.strictObject({
  id: slug,
  sha256,
  version: z.string(),
  task: outputMeaning.shape.task,
  columns: z.int(),
  /** Rows beside the model that explanations can compare with. */
  rows: z.int(),
});

export const modelList = z.strictObject({ models: z.array(shortModel) }).meta({ id: 'ModelList' });

export const modelDetails = z
  .strictObject({
    ...shortModel.shape,
    licence: z.string(),
    inputs: z.array(tensorSignature),
    outputs: z.array(tensorSignature),
    input: inputKind,
    output: outputMeaning,
    opset: modelManifest.shape.opset,
  })
  .meta({ id: 'Model', description: 'A model: what goes in, what comes out, and the hash of its file.' });

export function toShortModel({
  id,
  sha256: hash,
  manifest,
  columns,
  rows,
}: LoadedModel): z.infer<typeof shortModel> {
  return {
    id,
    sha256: hash,
    version: manifest.version,
    task: manifest.output.task,
    columns: columns.length,
    rows: rows?.rows ?? 0,
  };
}

export function toModelDetails(model: LoadedModel): z.infer<typeof modelDetails> {
  const { licence, inputs, outputs, input, output, opset } = model.manifest;
  return { ...toShortModel(model), licence, inputs, outputs, input, output, opset };
}
