import { ExplainabilityError } from '../explainability-error.ts';
import { matrixOf, rowOf, type Matrix } from '../matrix.ts';
import type { Groups } from '../model-function.ts';
import type { AdditiveExplainer } from './additive-explainer.ts';
import { BlockMemo } from './block-memo.ts';
import { compilePaths } from './compile-paths.ts';
import { pairWalk } from './pair-walk.ts';
import { pathWeights } from './path-weights.ts';
import { comparedRow, leafOf, weightOf, type TreeEnsemble } from './tree-ensemble.ts';
import { walkTree } from './walk-tree.ts';

export interface TreeExplainerOptions {
  /** Which of the ensemble's sums is explained: a class or a target. */
  readonly output: number;
  /** Columns of a group come together from the row or from the background. Each column that is split stands in one. */
  readonly groups: Groups;
  /** Background rows `[rows, columns]`, as they go into the trees. */
  readonly background: Matrix;
  /** Numbers that may be kept for repeated patterns, 8 bytes each; by default 2^22 (32 MiB). */
  readonly memo?: number;
}

/**
 * Exact interventional Shapley values of a tree ensemble's sum, averaged over background rows, in the sum's own units.
 *
 * The Shapley values of a leaf depend on the row only by its pattern: which groups on the way to the leaf fulfil all their
 * conditions there. A pair of row and background row counts where each group is fulfilled by one of them: those that only
 * the row fulfils gain, those that only the background row fulfils lose (Lundberg et al. 2020; `tree_shap_indep` of shap).
 * So the background is gathered once into its distinct patterns at each leaf, each tree is walked once for a row, leaving
 * out what no background row complements, and a pattern that was met before costs one addition a group.
 *
 * @example
 * const explainer = treeExplainer(ensemble, { output: 0, groups: singleColumns(14), background });
 * const values = explainer.explain(row);
 *
 * @throws ExplainabilityError `input` for a background without rows or with too few columns, for an output that is not
 * there, and for groups that leave out or repeat a column
 */
export function treeExplainer(ensemble: TreeEnsemble, options: TreeExplainerOptions): AdditiveExplainer {
  const { output, groups, background, memo: most = 2 ** 22 } = options;
  checkOptions(ensemble, options);
  const groupOf = groupsOfColumns(ensemble, groups);
  const rows = Array.from({ length: background.rows }, (_, row) =>
    comparedRow(ensemble, rowOf(background, row), new Float64Array(ensemble.columns)),
  );
  const paths = compilePaths(ensemble, output, groupOf, rows);
  const weights = pathWeights(paths.mostGroups);
  const memo = new BlockMemo(paths, weights, background.rows, most);
  const leafWeight = Float64Array.from(ensemble.feature, (_, node) => weightOf(ensemble, node, output));
  const sum = (row: Float64Array): number =>
    ensemble.roots.reduce(
      (total, root) => total + (leafWeight[leafOf(ensemble, root, row)] as number),
      ensemble.bases[output] ?? 0,
    );
  const compared = new Float64Array(ensemble.columns);
  const stack = new Int32Array(2 * (paths.depth + 2));

  function explainInto(row: Float64Array, into: Float64Array): void {
    comparedRow(ensemble, checkedRow(ensemble, row), compared);
    for (const root of paths.roots) if (root >= 0) walkTree(paths, root, compared, memo, stack, into);
    if (paths.others.length === 0) return;
    const added = new Float64Array(into.length);
    for (const root of paths.others)
      for (const other of rows)
        pairWalk(
          ensemble,
          root,
          { row: compared, other },
          groupOf,
          { leafWeight, weights, players: paths.mostGroups },
          added,
        );
    for (let group = 0; group < into.length; group++)
      (into[group] as number) += (added[group] as number) / rows.length;
  }

  return {
    base: rows.reduce((total, row) => total + sum(row), 0) / rows.length,
    margin: (row) => sum(comparedRow(ensemble, checkedRow(ensemble, row), compared)),
    explain(row) {
      const values = new Float64Array(groups.length);
      explainInto(row, values);
      return values;
    },
    explainMany(many) {
      const out = matrixOf(many.rows, groups.length);
      for (let row = 0; row < many.rows; row++) explainInto(rowOf(many, row), rowOf(out, row));
      return out;
    },
  };
}

function checkOptions(ensemble: TreeEnsemble, { output, background }: TreeExplainerOptions): void {
  if (!Number.isInteger(output) || output < 0 || output >= ensemble.targets)
    throw new ExplainabilityError(
      'input',
      `the trees have ${ensemble.targets} outputs, none of place ${output}`,
    );
  if (background.rows === 0)
    throw new ExplainabilityError('input', 'the background has no rows', { hint: 'give at least one' });
  if (background.columns < ensemble.columns)
    throw new ExplainabilityError(
      'input',
      `the background has ${background.columns} columns, the trees ask for ${ensemble.columns}`,
    );
}

function checkedRow({ columns }: TreeEnsemble, row: Float64Array): Float64Array {
  if (row.length >= columns) return row;
  throw new ExplainabilityError('input', `the row has ${row.length} columns, the trees ask for ${columns}`);
}

/** The group of each column: -1 for columns that no split asks for. */
function groupsOfColumns({ columns, feature }: TreeEnsemble, groups: Groups): Int32Array {
  const groupOf = new Int32Array(columns).fill(-1);
  groups.forEach((group, at) => {
    for (const column of group) {
      if (column >= columns) continue;
      if (groupOf[column] !== -1)
        throw new ExplainabilityError('input', `column ${column} stands in two groups`);
      groupOf[column] = at;
    }
  });
  for (const column of feature)
    if (column >= 0 && groupOf[column] === -1)
      throw new ExplainabilityError('input', `column ${column} stands in no group`);
  return groupOf;
}
