import type { onnx } from 'onnx-proto';
import type { TensorSignature } from '@modelfolio/schemas';
import { ModelfolioError } from './modelfolio-error.ts';
import { classNames, makerOf } from './onnx/class-names.ts';
import { externalFiles } from './onnx/inline-external-data.ts';
import { changesOf, decodeOnnx, featureNames, keptClasses } from './onnx/model-proto.ts';

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

/**
 * Reads the signature of an ONNX file without running it.
 *
 * @param path names the file in errors
 * @throws ModelfolioError `model-unreadable`, also when weights lie in other files; `signature-unsupported` for inputs
 *   and outputs that are no tensors
 */
export function readOnnxModel(bytes: Uint8Array, path: string): GraphModel {
  const model = decodeOnnx(bytes, path);
  const { graph } = model;
  const [external] = externalFiles(model);
  if (external !== undefined)
    throw new ModelfolioError(
      'model-unreadable',
      `its weights lie in another file, ${JSON.stringify(external)}`,
      {
        file: path,
        hint: 'modelfolio add takes them in; or save it in one file: onnx.save_model(model, path)',
      },
    );
  const initializers = graph.initializer ?? [];
  const names = new Set(initializers.map(({ name }) => name));
  const kept = keptClasses(model);
  const named = graph.output?.length === 1 ? featureNames(model) : null;
  return {
    // Before IR version 4 initialisers are listed among the inputs as well.
    inputs: (graph.input ?? []).filter(({ name }) => !names.has(name)).map((value) => signature(value, path)),
    outputs: (graph.output ?? []).map((value) => {
      const tensor = signature(value, path);
      const ofGraph = classNames(graph, tensor.name);
      const holds = (columns: readonly string[] | null): boolean =>
        tensor.shape.length === 2 && tensor.shape[1] === columns?.length;
      return {
        ...tensor,
        maker: makerOf(graph, tensor.name),
        classes: holds(kept) ? kept : ofGraph,
        features: holds(named) ? named : null,
      };
    }),
    opset: operatorSets(model.opsetImport),
    parameters: hasTrees(graph) ? null : weightsIn(initializers) || null,
    changes: changesOf(model),
  };
}

/** Splits and leaves are attributes; tensors beside them belong to what prepares the rows. */
const hasTrees = ({ node }: onnx.IGraphProto): boolean =>
  (node ?? []).some(({ opType }) => opType?.startsWith('TreeEnsemble'));

function weightsIn(initializers: readonly onnx.ITensorProto[]): number {
  return initializers
    .filter(({ dataType, dims }) => floatingTypes.has(dataType ?? 0) && (dims ?? []).length > 0)
    .reduce((sum, { dims }) => sum + (dims ?? []).reduce<number>((size, dim) => size * Number(dim), 1), 0);
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
    throw new ModelfolioError('signature-unsupported', `\`${name}\` is ${kindOfType(value.type)}`, {
      file: path,
      hint: value.type?.sequenceType
        ? 'modelfolio add cuts a ZipMap off; or export plain tensors (with skl2onnx: zipmap=False)'
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
