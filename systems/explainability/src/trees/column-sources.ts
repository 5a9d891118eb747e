import type { onnx } from 'onnx-proto';
import { flowOf, unknownFlow, union, type ColumnFlow, type Sources } from './column-flow.ts';
import { sizesOf, type GraphValues } from './graph-values.ts';
import { operatorOf } from './node-attributes.ts';
import { operatorFlows } from './operator-flows.ts';

/** A column that a model takes: of an input, and which of its columns. */
export interface RawColumn {
  readonly input: string;
  readonly index: number;
}

/** Which raw columns each feature depends on. */
export interface ColumnSources {
  /** All columns that go into the model, input after input. */
  readonly raw: readonly RawColumn[];
  /** Places in `raw` for each column of the value; `null` where it is not known how many columns it has. */
  readonly features: readonly Sources[] | null;
  /** Places in `raw` that any column of the value depends on. */
  readonly all: Sources;
}

/**
 * The raw columns that each column of a value depends on, read from the graph alone. What an unknown operator makes depends
 * on all that goes into it. In a product with constants a column depends on those with a weight that is not zero.
 *
 * @returns `null` where an input is no table, or of an open number of columns
 */
export function columnSources(values: GraphValues, name: string): ColumnSources | null {
  const raw: RawColumn[] = [];
  const flows = new Map<string, ColumnFlow>();
  for (const input of values.inputs) {
    const sizes = sizesOf(input);
    const [, ...behind] = sizes ?? [];
    if (!sizes || sizes.length > 2 || behind.includes(null)) return null;
    const width = behind[0] ?? 1;
    if (width > mostColumns) return null;
    const columns = Array.from({ length: width }, (_, index) => [
      raw.push({ input: input.name ?? '', index }) - 1,
    ]);
    flows.set(input.name ?? '', flowOf(behind as number[], columns));
  }
  const every = raw.map((_, at) => at);
  for (const node of values.graph.node ?? []) trace(values, flows, node, every);
  const found = flows.get(name) ?? unknownFlow(every);
  return { raw, features: found.columns, all: found.all };
}

const mostColumns = 100_000;

function trace(
  values: GraphValues,
  flows: Map<string, ColumnFlow>,
  node: onnx.INodeProto,
  every: Sources,
): void {
  const outputs = node.output ?? [];
  if (outputs.every((output) => values.constants.has(output))) return;
  const inputs = (node.input ?? []).map((name): ColumnFlow | null => {
    if (name === '' || values.constants.has(name)) return null;
    return flows.get(name) ?? unknownFlow(every);
  });
  const inner = namesWithin(node).map((name) => flows.get(name)?.all ?? []);
  const all = union([...inputs.flatMap((flow) => (flow ? [flow.all] : [])), ...inner]);
  const operator = operatorFlows.get(operatorOf(node));
  const isKnown = inner.length === 0 && operator !== undefined;
  const found = isKnown ? operator({ node, inputs, values, all }) : null;
  outputs.forEach((output, at) => flows.set(output, found?.[at] ?? unknownFlow(all)));
}

/** Names that graphs within a node take from outside, and their own. */
function namesWithin(node: onnx.INodeProto): string[] {
  return (node.attribute ?? []).flatMap(({ g, graphs }) =>
    [g, ...(graphs ?? [])].flatMap((graph) => [
      ...(graph?.output ?? []).map(({ name }) => name ?? ''),
      ...(graph?.node ?? []).flatMap((one) => [...(one.input ?? []), ...namesWithin(one)]),
    ]),
  );
}
