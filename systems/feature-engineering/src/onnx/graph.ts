import onnxProto, { type onnx } from 'onnx-proto';

/** `onnx.TensorProto.DataType` of the types used here. */
export const dataType = { float: 1, int64: 7, text: 8, bool: 9, double: 11 } as const;
const { INT, STRING, GRAPH, INTS, STRINGS } = onnxProto.onnx.AttributeProto.AttributeType;
const machineLearning = 'ai.onnx.ml';
/** The operators of ONNX Runtime's own: its builds for Node and for browsers have the ones used here. */
const runtime = 'com.microsoft';

/** A tensor `[N, 1]` in a graph that is being made. */
export interface Value {
  readonly tensor: string;
  readonly type: 'number' | 'text';
  /** The tensor `[N, width]` that it is a column of. */
  readonly block?: { readonly tensor: string; readonly at: number; readonly width: number };
}

/** A column that comes out of a fitted transformer, by its name. */
export interface Feature {
  readonly name: string;
  readonly value: Value;
}

type Attributes = Record<string, number | string | number[] | string[] | onnx.IGraphProto>;
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The nodes and constants of a graph, each named once. */
export class Graph {
  readonly nodes: onnx.INodeProto[] = [];
  readonly initializers: onnx.ITensorProto[] = [];
  /** Types of the values that only ONNX Runtime knows: ONNX's own checker crashes on an encoder of what has none. */
  readonly valueInfo: onnx.IValueInfoProto[] = [];
  readonly #taken: ReadonlySet<string>;
  readonly #prefix: string;

  /**
   * @param taken names of inputs and outputs, which no value within may have
   * @param prefix of all names, for a graph within another
   */
  constructor(taken: Iterable<string> = [], prefix = '') {
    this.#taken = new Set(taken);
    this.#prefix = prefix;
  }

  /** Adds a node with one output and gives its name. */
  add(opType: string, input: readonly string[], attributes: Attributes = {}): string {
    return this.#node({ opType, input: [...input] }, attributes);
  }

  /** As {@link add}, of the operators of classical machine learning. */
  addMl(opType: string, input: readonly string[], attributes: Attributes): string {
    return this.#node({ opType, input: [...input], domain: machineLearning }, attributes);
  }

  /** ONNX Runtime's tokenizer of texts `[N]`: tokens `[N, most]`, with empty ones behind. */
  addTokenizer(texts: string, attributes: Attributes): string {
    const node = { opType: 'Tokenizer', input: [texts], domain: runtime };
    const name = this.#node(node, { mark: 0, pad_value: '', ...attributes });
    const type = { tensorType: { elemType: dataType.text, shape: { dim: [{}, {}] } } };
    this.valueInfo.push({ name, type });
    return name;
  }

  /** As {@link add}, where the value has a name already. */
  addAs(output: string, opType: string, input: readonly string[], attributes: Attributes = {}): void {
    this.#node({ opType, input: [...input] }, attributes, output);
  }

  /** As {@link add}, of an operator with two outputs. */
  addPair(opType: string, input: readonly string[], attributes: Attributes): [string, string] {
    const first = this.add(opType, input, attributes);
    const second = this.#free(`${first}_second`);
    this.nodes.at(-1)?.output?.push(second);
    return [first, second];
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
    return this.#constant({ dims: [], dataType: dataType.text, stringData: [bytes(value)] });
  }

  /** A constant that holds or does not. */
  truth(value: boolean): string {
    return this.#constant({ dims: [], dataType: dataType.bool, int32Data: [Number(value)] });
  }

  /** The columns of a tensor `[N, width]` of numbers: each is taken out only where it is asked for alone. */
  columnsOf(tensor: string, width: number): Value[] {
    const take = (at: number): string => this.add('Gather', [tensor, this.integers([at], [1])], { axis: 1 });
    return Array.from({ length: width }, (_, at): Value => {
      let own: string | undefined;
      return {
        type: 'number',
        block: { tensor, at, width },
        get tensor() {
          return (own ??= take(at));
        },
      };
    });
  }

  #constant(tensor: onnx.ITensorProto): string {
    const name = this.#free(`${this.#prefix}constant_${this.initializers.length}`);
    this.initializers.push({ name, ...tensor });
    return name;
  }

  #free(name: string): string {
    return this.#taken.has(name) ? this.#free(`${name}_`) : name;
  }

  #node(
    node: onnx.INodeProto & { opType: string },
    attributes: Attributes,
    output = this.#free(`${this.#prefix}${node.opType.toLowerCase()}_${this.nodes.length}`),
  ): string {
    const attribute = Object.entries(attributes).map(([name, given]) => attributeOf(name, given));
    this.nodes.push({ domain: '', ...node, name: output, output: [output], attribute });
    return output;
  }
}

function attributeOf(name: string, given: Attributes[string]): onnx.IAttributeProto {
  if (typeof given === 'number') return { name, type: INT, i: given };
  if (typeof given === 'string') return { name, type: STRING, s: bytes(given) };
  if (!Array.isArray(given)) return { name, type: GRAPH, g: given };
  if (given.every((one) => typeof one === 'number')) return { name, type: INTS, ints: given };
  return { name, type: STRINGS, strings: given.map((one) => bytes(one)) };
}
