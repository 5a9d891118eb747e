import type { Attribution, ScaleUnit } from './attribution.ts';
import { rowOf, type Matrix } from './matrix.ts';
import { notFromFile, type ModelParts } from './model-parts.ts';
import type { Groups } from './model-function.ts';
import { shapleyValues, type ShapleyOptions } from './shapley/shapley-values.ts';
import type { TableModel } from './table-model.ts';
import type { AdditiveExplainer } from './trees/additive-explainer.ts';

export interface RowExplainerOptions {
  readonly model: TableModel;
  /** Class or target. */
  readonly place: number;
  /** Rows that stand for what is not known. */
  readonly background: Matrix;
  readonly groups: Groups;
  /** `null`: the model is only asked, whatever its file holds. */
  readonly parts: ModelParts | null;
}

/** Attributions of many rows: `[rows, groups]`. */
export interface ManyAttributions {
  readonly values: Float64Array;
  readonly base: number;
  readonly method: Attribution['method'];
}

/** Explains one output of a model by the most exact method that its file allows. */
export interface RowExplainer {
  readonly unit: ScaleUnit;
  /** Whether the file's own trees or weights are read, so that a row costs microseconds. */
  readonly structured: boolean;
  /** Why the model is asked instead; `null` where it is not, or was meant to be. */
  readonly because: string | null;
  /** @throws ExplainabilityError, and what the model throws */
  explain(row: Float64Array, options?: ShapleyOptions): Promise<Attribution>;
  explainMany(rows: Matrix, options?: ShapleyOptions): Promise<ManyAttributions>;
}

/**
 * Chooses the method: exact TreeSHAP or a closed form where {@link ModelParts} were found and each of their features comes from
 * one group of columns, else enumeration or KernelSHAP ({@link shapleyValues}) in the output's own units.
 */
export function rowExplainer({ model, place, background, groups, parts }: RowExplainerOptions): RowExplainer {
  const structured = parts?.additive ? parts : null;
  const refusal = structured ? structured.additive.reasonAgainst(structured.rawGroups(groups)) : null;
  if (structured && refusal === null) return fromParts(structured, background, groups);
  const output = model.output(place);
  const unit = model.sides.output.task === 'regression' ? 'value' : 'probability';
  const ask = (row: Float64Array, options?: ShapleyOptions): Promise<Attribution> =>
    shapleyValues(output, row, background, groups, options);
  return {
    unit,
    structured: false,
    because: refusal === null ? (parts && !parts.additive ? parts.because : null) : notFromFile(refusal),
    explain: ask,
    async explainMany(rows, options) {
      const values = new Float64Array(rows.rows * groups.length);
      let last: Attribution | undefined;
      for (let row = 0; row < rows.rows; row++) {
        last = await ask(rowOf(rows, row), options);
        values.set(last.values, row * groups.length);
      }
      return { values, base: last?.base ?? Number.NaN, method: last?.method ?? 'kernel' };
    },
  };
}

function fromParts(
  { additive, features, rawGroups }: Extract<ModelParts, { features: unknown }>,
  background: Matrix,
  groups: Groups,
): RowExplainer {
  // Made at the first question: walking the background through the trees takes longer than a row.
  let made: Promise<AdditiveExplainer> | undefined;
  const explainer = () =>
    (made ??= features(background).then((rows) => additive.make(rawGroups(groups), rows)));
  return {
    unit: additive.unit,
    structured: true,
    because: null,
    async explain(row) {
      const own = await explainer();
      const { values } = await features({ values: row, rows: 1, columns: row.length });
      return {
        method: additive.kind,
        values: own.explain(values),
        standardErrors: null,
        base: own.base,
        prediction: own.margin(values),
        evaluations: 0,
      };
    },
    async explainMany(rows) {
      const own = await explainer();
      return { values: own.explainMany(await features(rows)).values, base: own.base, method: additive.kind };
    },
  };
}
