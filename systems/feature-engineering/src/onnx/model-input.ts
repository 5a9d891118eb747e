import type { onnx } from 'onnx-proto';
import { FeaturesError } from '../features-error.ts';
import { besideEachOther } from './beside-each-other.ts';
import { dataType, type Feature, type Graph } from './graph.ts';

/** A tensor that a model takes, `[rows, width]`. */
export interface ModelInput {
  name: string;
  type: 'float' | 'double' | 'text';
  /** `null` where the model leaves it open. */
  width: number | null;
  /** What the model calls the number of rows; empty where it does not. */
  rows: string;
}

/**
 * What a model takes: one tensor of all features, or one for each.
 *
 * @throws FeaturesError `onnx-impossible` for an input that no feature could be
 */
export function modelInputs({ input }: onnx.IGraphProto, file: string): ModelInput[] {
  return (input ?? []).map(({ name, type }) => {
    const { elemType, shape } = type?.tensorType ?? {};
    const refuse = (what: string): never => {
      throw new FeaturesError('onnx-impossible', `its input ${JSON.stringify(name)} ${what}`, {
        file,
        hint: 'export it with an input of numbers [rows, features]',
      });
    };
    const known = types.find(([, one]) => one === elemType)?.[0];
    if (!known) return refuse('holds neither float nor double numbers nor text');
    const dimensions = shape?.dim ?? [];
    if (dimensions.length !== 2) return refuse(`is of ${dimensions.length} dimensions, not 2`);
    const [rows, width] = dimensions;
    if (Number(rows?.dimValue ?? 0) > 0) return refuse(`takes exactly ${rows?.dimValue} rows at once`);
    return {
      name: name ?? '',
      type: known,
      width: Number(width?.dimValue ?? 0) || null,
      rows: rows?.dimParam ?? '',
    };
  });
}

const types = [
  ['float', dataType.float],
  ['double', dataType.double],
  ['text', dataType.text],
] as const;

/** What feeding a model needs. */
export interface Feeding {
  features: readonly Feature[];
  inputs: readonly ModelInput[];
  /** Gives the name that a value of the model has in the graph. */
  rename: (name: string) => string;
  file: string;
}

/**
 * Adds the nodes that give the features to the model's inputs, in its precision.
 *
 * @throws FeaturesError `onnx-impossible` when the features are others than the model takes
 */
export function feed(graph: Graph, { features, inputs, rename, file }: Feeding): void {
  const refuse = (what: string, hint: string): never => {
    throw new FeaturesError('onnx-impossible', what, { file, hint });
  };
  const give = (tensor: string, { name, type }: ModelInput): void =>
    type === 'float'
      ? graph.addAs(rename(name), 'Cast', [tensor], { to: dataType.float })
      : graph.addAs(rename(name), 'Identity', [tensor]);
  const [first, second] = inputs;
  const isFeature = new Map(features.map(({ name, value }) => [name, value]));
  if (first && !second && !(first.width === 1 && isFeature.has(first.name))) {
    if (first.width !== null && first.width !== features.length)
      refuse(
        `the model takes ${first.width} features, ${features.length} come out`,
        'it is of another fitted pipeline, or was trained on other columns',
      );
    if (first.type === 'text') refuse('the model takes text', 'give it an input for each feature');
    give(besideEachOther(graph, features), first);
    return;
  }
  if (inputs.length !== features.length)
    refuse(
      `the model takes ${inputs.length} inputs, ${features.length} features come out`,
      'it needs an input for each feature, or one for all',
    );
  for (const input of inputs) {
    const value = isFeature.get(input.name);
    if (!value)
      return refuse(`no feature is named as its input ${JSON.stringify(input.name)}`, namesHint(features));
    if (input.width !== null && input.width !== 1)
      refuse(
        `its input ${JSON.stringify(input.name)} takes ${input.width} columns, not 1`,
        namesHint(features),
      );
    if ((value.type === 'text') !== (input.type === 'text'))
      refuse(
        `its input ${JSON.stringify(input.name)} takes ${input.type}, ${value.type} comes out`,
        'encode it so',
      );
    give(value.tensor, input);
  }
}

const namesHint = (features: readonly Feature[]): string =>
  `there are: ${features.map(({ name }) => name).join(', ')}`;
