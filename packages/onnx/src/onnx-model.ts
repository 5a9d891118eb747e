import type { onnx } from 'onnx-proto';
import type { TensorSignature } from '@modelfolio/schemas';
import { OnnxError } from './onnx-error.ts';
import { classNames, makerOf, namedGraph } from './class-names.ts';
import { externalFiles } from './external-data.ts';
import { sizeOf } from './graph-walk.ts';
import { changesOf, decodeOnnx, featureNames, keptClasses, type OnnxProto } from './model-proto.ts';

/** An output of a graph, and what the graph tells of its meaning. */
export interface ModelOutput extends TensorSignature {
  /** Operator that computes it, past those that only hand values on, e.g. `Softmax`. */
  maker: string | null;
  /** Class names that the graph holds for it, in the order of its columns or codes; numbers as text. */
  classes: string[] | null;
  /** Names of its columns, where it holds features that the graph makes of raw columns. */
  features: string[] | null;
}

/** What a model file says of itself. */
export interface GraphModel {
  inputs: TensorSignature[];
  outputs: ModelOutput[];
  /** Operator set → version; the default one is named `ai.onnx`. */
  opset: Record<string, number>;
  /** Numbers in the floating-point weights of rank 1 or more; `null` where they lie elsewhere, as those of trees do. */
  parameters: number | null;
  /** What was changed in the file that was handed in. */
  changes: string[];
}

/** `TensorProto.DataType` → the schema's names; types that no signature here can hold are absent. */
const typeNames: Record<number, TensorSignature['type']> = {
  1: 'float32',
  2: 'uint8',
  3: 'int8',
  4: 'uint16',
  5: 'int16',
  6: 'int32',
  7: 'int64',
  8: 'string',
  9: 'bool',
  10: 'float16',
  11: 'float64',
  12: 'uint32',
  13: 'uint64',
};
const floatingTypes = new Set([1, 10, 11, 16]);

/** Of inputs, and of outputs: as many columns no table has. */
const mostTensors = 1000;

/**
 * Reads the signature of an ONNX file without running it.
 *
 * @param path names the file in errors
 * @throws OnnxError `model-unreadable`, also when weights lie in other files; `signature-unsupported` for inputs
 *   and outputs that are no tensors
 */
export function readOnnxModel(bytes: Uint8Array, path: string): GraphModel {
  return describeGraph(decodeOnnx(bytes, path), path);
}

/** As {@link readOnnxModel}, for a file that is decoded already. */
export function describeGraph(model: OnnxProto, path: string): GraphModel {
  const { graph } = model;
  const [external] = externalFiles(model);
  if (external !== undefined)
    throw new OnnxError('model-unreadable', `its weights lie in another file, ${JSON.stringify(external)}`, {
      file: path,
      hint: 'modelfolio add takes them in; or save it in one file: onnx.save_model(model, path)',
    });
  const initializers = graph.initializer ?? [];
  const constants = new Set(initializers.map(({ name }) => name));
  // Before IR version 4 initialisers are listed among the inputs as well.
  const inputs = (graph.input ?? []).filter(({ name }) => !constants.has(name));
  const outputs = graph.output ?? [];
  for (const [kind, { length }] of [
    ['inputs', inputs],
    ['outputs', outputs],
  ] as const)
    if (length > mostTensors)
      throw new OnnxError('signature-unsupported', `${length} ${kind}, at most ${mostTensors} can be taken`, {
        file: path,
        hint: 'export with fewer, e.g. with one tensor [N, columns]',
      });
  const kept = keptClasses(model);
  const named = outputs.length === 1 ? featureNames(model) : null;
  const values = namedGraph(graph);
  return {
    inputs: inputs.map((value) => signature(value, path)),
    outputs: outputs.map((value) => {
      const tensor = signature(value, path);
      const ofGraph = classNames(values, tensor.name);
      const holds = (columns: readonly string[] | null): boolean =>
        tensor.shape.length === 2 && tensor.shape[1] === columns?.length;
      return {
        ...tensor,
        maker: makerOf(values, tensor.name),
        classes: holds(kept) ? kept : ofGraph,
        features: holds(named) ? named : null,
      };
    }),
    opset: operatorSets(model.opsetImport),
    parameters: hasTrees(graph) ? null : weightsIn(initializers),
    changes: changesOf(model),
  };
}

/** Splits and leaves are attributes; tensors beside them belong to what prepares the rows. */
const hasTrees = ({ node }: onnx.IGraphProto): boolean =>
  (node ?? []).some(({ opType }) => opType?.startsWith('TreeEnsemble'));

/** `null` where there are none, and where a file claims more than can be counted. */
function weightsIn(initializers: readonly onnx.ITensorProto[]): number | null {
  const total = initializers
    .filter(({ dataType, dims }) => floatingTypes.has(dataType ?? 0) && (dims ?? []).length > 0)
    .reduce((sum, tensor) => sum + sizeOf(tensor), 0);
  return total > 0 && Number.isSafeInteger(total) ? total : null;
}

function operatorSets(imports: readonly onnx.IOperatorSetIdProto[]): Record<string, number> {
  const sets = imports.map(({ domain, version }) => [domain || 'ai.onnx', Number(version)] as const);
  return Object.fromEntries(sets.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function signature(value: onnx.IValueInfoProto, path: string): TensorSignature {
  const name = value.name ?? '';
  const tensor = value.type?.tensorType;
  const type = typeNames[tensor?.elemType ?? 0];
  if (!tensor || !type)
    throw new OnnxError('signature-unsupported', `\`${name}\` is ${kindOfType(value.type)}`, {
      file: path,
      hint: value.type?.sequenceType
        ? value.type.sequenceType.elemType?.mapType
          ? 'modelfolio add cuts a ZipMap off; or export plain tensors (with skl2onnx: zipmap=False)'
          : 'a sequence with a tensor for each label (MultiOutputClassifier) is several labels a row, which is not supported yet; export one model for each label'
        : 'export inputs and outputs as plain tensors of numbers, text or booleans',
    });
  // `dimValue` and `dimParam` exclude each other; a decoded dimension without either is unknown. Some converters write
  // -1 for an open dimension, and 0 for that of the rows.
  const shape = (tensor.shape?.dim ?? []).map((dim, axis) => {
    if (dim.dimParam) return dim.dimParam;
    const size = Object.hasOwn(dim, 'dimValue') && dim.dimValue != null ? Number(dim.dimValue) : -1;
    return size < 0 || (size === 0 && axis === 0) || !Number.isSafeInteger(size) ? null : size;
  });
  return { name, type, shape };
}

function kindOfType(type: onnx.ITypeProto | null | undefined): string {
  if (type?.tensorType) return `a tensor of an unsupported type (${type.tensorType.elemType ?? 0} in ONNX)`;
  if (type?.sequenceType) return type.sequenceType.elemType?.mapType ? 'a sequence of maps' : 'a sequence';
  return type?.mapType ? 'a map' : 'not a tensor';
}
