import { ExplainabilityError } from '../explainability-error.ts';
import { matrixOf, rowOf, type Matrix } from '../matrix.ts';
import type { Groups } from '../model-function.ts';
import type { AdditiveExplainer } from '../trees/additive-explainer.ts';
import { linearSums, type LinearModel } from './linear-model.ts';

export interface LinearExplainerOptions {
  /** Which of the sums is explained: a class or a target. */
  readonly output: number;
  readonly groups: Groups;
  /** Background rows `[rows, columns]`, as they are multiplied with the weights. */
  readonly background: Matrix;
}

/**
 * Exact interventional Shapley values of a linear sum: φ_j = w_j (x_j − mean of the background's column j), added up within
 * each group. Štrumbelj and Kononenko 2014, doi:10.1007/s10115-013-0679-x; shap's LinearExplainer with
 * `feature_perturbation="interventional"`.
 *
 * @throws ExplainabilityError `input` for a background without rows or with other columns, for an output that is not there,
 * and for groups that leave out or repeat a column that has a weight
 */
export function linearExplainer(model: LinearModel, options: LinearExplainerOptions): AdditiveExplainer {
  const { output, groups, background } = options;
  checkOptions(model, options);
  const { columns } = model;
  const weights = model.weights.subarray(output * columns, (output + 1) * columns);
  checkGroups(weights, groups);
  const means = new Float64Array(columns);
  for (let row = 0; row < background.rows; row++)
    for (let column = 0; column < columns; column++)
      (means[column] as number) += (rowOf(background, row)[column] as number) / background.rows;

  function explainInto(row: Float64Array, into: Float64Array): void {
    if (row.length < columns)
      throw new ExplainabilityError('input', `the row has ${row.length} columns, the model takes ${columns}`);
    groups.forEach((group, at) => {
      let sum = 0;
      for (const column of group)
        if (column < columns && weights[column] !== 0)
          sum += (weights[column] as number) * ((row[column] as number) - (means[column] as number));
      into[at] = sum;
    });
  }

  return {
    base: linearSums(model, means)[output] as number,
    margin: (row) => linearSums(model, row)[output] as number,
    explain(row) {
      const values = new Float64Array(groups.length);
      explainInto(row, values);
      return values;
    },
    explainMany(rows) {
      const out = matrixOf(rows.rows, groups.length);
      for (let row = 0; row < rows.rows; row++) explainInto(rowOf(rows, row), rowOf(out, row));
      return out;
    },
  };
}

function checkOptions(
  { columns, targets }: LinearModel,
  { output, background }: LinearExplainerOptions,
): void {
  if (!Number.isInteger(output) || output < 0 || output >= targets)
    throw new ExplainabilityError('input', `the model has ${targets} outputs, none of place ${output}`);
  if (background.rows === 0)
    throw new ExplainabilityError('input', 'the background has no rows', { hint: 'give at least one' });
  if (background.columns < columns)
    throw new ExplainabilityError(
      'input',
      `the background has ${background.columns} columns, the model takes ${columns}`,
    );
}

function checkGroups(weights: Float64Array, groups: Groups): void {
  const seen = new Set<number>();
  for (const column of groups.flat()) {
    if (seen.has(column)) throw new ExplainabilityError('input', `column ${column} stands in two groups`);
    seen.add(column);
  }
  weights.forEach((weight, column) => {
    if (weight !== 0 && !seen.has(column))
      throw new ExplainabilityError('input', `column ${column} stands in no group`);
  });
}
