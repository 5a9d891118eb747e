import onnxProto, { type onnx } from 'onnx-proto';
import { decodeOnnx, OnnxError, type OnnxProto } from '@modelfolio/onnx';
import { FeaturesError } from '../features-error.ts';
import { domainOf, type OperatorSets } from './operator-sets.ts';
import { graphsWithin, nodesWithin } from './rename-graph.ts';

/** A model that features can be put in front of. */
export interface PlainModel {
  graph: onnx.IGraphProto;
  sets: OperatorSets;
  irVersion: number;
  metadata: onnx.IStringStringEntryProto[];
  doc: string;
}

/** Versions of the format up to here hold what this code knows of. */
const newestFormat = 13;
const { EXTERNAL } = onnxProto.onnx.TensorProto.DataLocation;

/**
 * Decodes a model, and makes its constants constants only: old files list them as inputs too.
 *
 * @param file names it in errors
 * @throws FeaturesError `onnx-impossible` for a file that is none, or holds what cannot be taken over
 */
export function readModel(bytes: Uint8Array, file: string): PlainModel {
  const model = decoded(bytes, file);
  const { graph } = model;
  const refuse = (what: string, hint?: string): never => {
    throw new FeaturesError('onnx-impossible', `${what}, which cannot be put behind features`, {
      file,
      hint,
    });
  };
  if (Number(model.irVersion) > newestFormat) refuse(`it is of version ${model.irVersion} of the format`);
  if (model.functions.length > 0) refuse('it has functions of its own', 'inline them first');
  if (model.trainingInfo.length > 0) refuse('it has training graphs');
  for (const part of graphsWithin(graph)) {
    if (part.sparseInitializer?.length) refuse('it has sparse constants', 'make them dense');
    if (part.quantizationAnnotation?.length) refuse('it has quantization annotations');
    if (part.initializer?.some(isOutside))
      refuse('its constants are in other files', 'put them into the model');
  }
  for (const { attribute } of nodesWithin(graph))
    if (attribute?.some(({ t, tensors }) => [t, ...(tensors ?? [])].some((one) => one && isOutside(one))))
      refuse('its constants are in other files', 'put them into the model');
  const constants = new Set(graph.initializer?.map(({ name }) => name));
  return {
    graph: { ...graph, input: (graph.input ?? []).filter(({ name }) => !constants.has(name)) },
    sets: new Map(model.opsetImport.map(({ domain, version }) => [domainOf(domain), Number(version)])),
    irVersion: Number(model.irVersion),
    metadata: model.metadataProps,
    doc: model.docString,
  };
}

function decoded(bytes: Uint8Array, file: string): OnnxProto {
  try {
    return decodeOnnx(bytes, file);
  } catch (error) {
    if (!(error instanceof OnnxError)) throw error;
    const { reason, cause } = error;
    throw new FeaturesError('onnx-impossible', reason, { file, hint: 'export it again', cause });
  }
}

const isOutside = ({ dataLocation }: onnx.ITensorProto): boolean => dataLocation === EXTERNAL;
