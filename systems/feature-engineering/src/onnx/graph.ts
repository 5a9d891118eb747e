import type { onnx } from 'onnx-proto';

/** `onnx.TensorProto.DataType` of the types used here. */
export const dataType = { float: 1, int64: 7, text: 8, double: 11 } as const;
/** `onnx.AttributeProto.AttributeType` of the types used here. */
const attributeType = { int: 2, ints: 7, strings: 8 } as const;
const machineLearning = 'ai.onnx.ml';

/** A tensor `[N, 1]`, or `[N, width]`, in a graph that is being made. */
export interface Value {
  readonly tensor: string;
  readonly type: 'number' | 'text';
  readonly width: number;
}

type Attributes = Record<string, number | number[] | string[]>;

/** The nodes and constants of a graph, each named once. */
export class Graph {
  readonly nodes: onnx.INodeProto[] = [];
  readonly initializers: onnx.ITensorProto[] = [];

  /** Adds a node with one output and gives its name. */
  add(opType: string, input: readonly string[], attributes: Attributes = {}): string {
    return this.#node(opType, '', input, attributes);
  }

  /** As {@link add}, of the operators of classical machine learning. */
  addMl(opType: string, input: readonly string[], attributes: Attributes): string {
    return this.#node(opType, machineLearning, input, attributes);
  }

  /** Constant numbers in double precision: one, or a row `[1, width]`, or what the shape says. */
  numbers(
    values: readonly number[],
    dims: readonly number[] = values.length === 1 ? [] : [1, values.length],
  ): string {
    const rawData = new Uint8Array(Float64Array.from(values).buffer);
    return this.#constant({ dims: [...dims], dataType: dataType.double, rawData });
  }

  /** Constant whole numbers, as {@link numbers}. */
  integers(values: readonly number[], dims: readonly number[] = [1, values.length]): string {
    const rawData = new Uint8Array(BigInt64Array.from(values, BigInt).buffer);
    return this.#constant({ dims: [...dims], dataType: dataType.int64, rawData });
  }

  /** A constant text. */
  text(value: string): string {
    return this.#constant({
      dims: [],
      dataType: dataType.text,
      stringData: [new TextEncoder().encode(value)],
    });
  }

  #constant(tensor: onnx.ITensorProto): string {
    const name = `constant_${this.initializers.length}`;
    this.initializers.push({ name, ...tensor });
    return name;
  }

  #node(opType: string, domain: string, input: readonly string[], attributes: Attributes): string {
    const name = `${opType.toLowerCase()}_${this.nodes.length}`;
    const attribute = Object.entries(attributes).map(([key, given]) => {
      if (typeof given === 'number') return { name: key, type: attributeType.int, i: given };
      return typeof given[0] === 'string'
        ? {
            name: key,
            type: attributeType.strings,
            strings: (given as string[]).map((one) => new TextEncoder().encode(one)),
          }
        : { name: key, type: attributeType.ints, ints: given as number[] };
    });
    this.nodes.push({ opType, domain, name, input: [...input], output: [name], attribute });
    return name;
  }
}
