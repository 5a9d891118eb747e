import { openModelParts, sampleRows, takeRows, type ModelParts } from '@modelfolio/explainability';
import { OnnxError } from '@modelfolio/onnx';
import { knownRows } from './known-rows.ts';
import type { LoadedModel } from './loaded-model.ts';

/** Rows on which what stands in the file is compared with what the runtime says. */
const comparedRows = 100;

/** Trees or weights in a model's file, for a class or target: read once. @throws ServiceError `not-explainable` */
export function openParts(model: LoadedModel, place: number): Promise<ModelParts> {
  const own = opened.get(model) ?? new Map<number, Promise<ModelParts>>();
  opened.set(model, own);
  const known = own.get(place);
  if (known) return known;
  const rows = knownRows(model);
  const sample = takeRows(rows, sampleRows(rows.rows, comparedRows, 0));
  const made = openModelParts(model.ask(), model.bytes, place, sample, model.open).catch((error: unknown): ModelParts => {
    // What the runtime runs is not all that can be read; the model can be asked all the same.
    if (error instanceof OnnxError) return { additive: null, because: error.message };
    // Asked again, it may succeed.
    own.delete(place);
    throw error;
  });
  own.set(place, made);
  return made;
}

const opened = new WeakMap<LoadedModel, Map<number, Promise<ModelParts>>>();
