import type { Tensor } from '@modelfolio/inference';
import { openSession } from '@modelfolio/inference/node/open-session';
import type { onnx } from 'onnx-proto';
import { rowOf, type Matrix } from '../src/matrix.ts';
import type { Groups } from '../src/model-function.ts';
import { singleColumns } from '../src/model-function.ts';
import { readAdditiveModel, type AdditiveModel, type WantedOutput } from '../src/read-additive-model.ts';

/** An input's cells, row after row; `null` is a missing number. */
export interface CaseInput {
  readonly type: 'float32' | 'float64' | 'int64' | 'string';
  readonly width: number;
  readonly values: readonly (number | string | null)[];
}

export type CaseRows = Readonly<Record<string, CaseInput>>;

export interface AdditiveCase {
  readonly model: onnx.IModelProto;
  readonly wanted: WantedOutput;
  /** Of raw columns; each alone where it is `null`. */
  readonly groups: Groups | null;
  readonly background: CaseRows;
  readonly rows: CaseRows;
}

export interface AdditiveAnswer {
  readonly kind: 'tree' | 'linear' | null;
  readonly reason?: string;
  readonly unit?: string;
  readonly base?: number;
  /** `[rows][groups]` */
  readonly values?: number[][];
  readonly margins?: number[];
  /** Greatest difference between the linked sums and what the runtime says, over the explained rows. */
  readonly parity?: number;
}

/** Explains rows as a caller does: features by the front graph, then the trees or weights themselves. */
export async function explainCase(one: AdditiveCase, bytes: Uint8Array): Promise<AdditiveAnswer> {
  const model = readAdditiveModel(one.model, one.wanted);
  if (model.kind === null) return { kind: null, reason: model.reason };
  const groups = one.groups ?? singleColumns(model.sources.raw.length);
  const reason = model.reasonAgainst(groups);
  if (reason !== null) return { kind: null, reason };
  const background = await featuresOf(model, one.background);
  const rows = await featuresOf(model, one.rows);
  const explainer = model.make(groups, background);
  const values = explainer.explainMany(rows);
  const each = Array.from({ length: rows.rows }, (_, row) => row);
  return {
    kind: model.kind,
    unit: model.unit,
    base: explainer.base,
    values: each.map((row) => [...rowOf(values, row)]),
    margins: each.map((row) => explainer.margin(rowOf(rows, row))),
    parity: await parityOf(model, rows, one, bytes),
  };
}

/** What a model's front makes of rows. */
export async function featuresOf(model: AdditiveModel, rows: CaseRows): Promise<Matrix> {
  const session = await openSession(model.front.bytes);
  const found = (await session.run(feedsOf(rows)))[model.front.output];
  const [count = 0, columns = 1] = found?.shape ?? [];
  return { values: found?.data as Float64Array, rows: count, columns };
}

async function parityOf(
  model: AdditiveModel,
  rows: Matrix,
  { wanted, rows: raw }: AdditiveCase,
  bytes: Uint8Array,
): Promise<number> {
  const session = await openSession(bytes);
  const found = (await session.run(feedsOf(raw), [wanted.name]))[wanted.name];
  const theirs = Float64Array.from(found?.data as Float32Array, Number);
  const own = model.linked(model.sums(rows));
  const width = theirs.length / rows.rows;
  let most = 0;
  for (let row = 0; row < rows.rows; row++) {
    // A graph that gives one of two classes gives the second.
    const place = width === 1 && own.columns === 2 ? 1 : wanted.place;
    const given = theirs[row * width + (width === 1 ? 0 : place)] as number;
    most = Math.max(most, Math.abs(given - (own.values[row * own.columns + place] as number)));
  }
  return most;
}

function feedsOf(rows: CaseRows): Record<string, Tensor> {
  return Object.fromEntries(
    Object.entries(rows).map(([name, { type, width, values }]): [string, Tensor] => {
      const dims = [values.length / width, width];
      if (type === 'string') return [name, { type: 'string', data: values.map(String), shape: dims }];
      if (type === 'int64')
        return [
          name,
          { type: 'int64', data: BigInt64Array.from(values, (value) => BigInt(value ?? 0)), shape: dims },
        ];
      const numbers = values.map((value) => (value === null ? Number.NaN : Number(value)));
      return [
        name,
        type === 'float32'
          ? { type: 'float32', data: Float32Array.from(numbers), shape: dims }
          : { type: 'float64', data: Float64Array.from(numbers), shape: dims },
      ];
    }),
  );
}
