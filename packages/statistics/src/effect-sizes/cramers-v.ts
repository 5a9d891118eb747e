import { contingency } from '../significance/contingency.ts';
import { chiSquaredTest } from '../significance/homogeneity.ts';

/**
 * Cramér's V of a table of counts: the root of χ² over the greatest it could be (Cramér 1946). As
 * `scipy.stats.contingency.association`. `cramersV` of columns corrects its bias.
 *
 * @returns from 0 to 1; 0 where fewer than two rows or columns are not empty
 * @throws RangeError for what is no table of counts
 */
export function tableCramersV(table: readonly ArrayLike<number>[]): number {
  const { rows, columns, total } = contingency(table);
  const least = Math.min(rows, columns) - 1;
  return least > 0 ? Math.sqrt(chiSquaredTest(table).statistic / (total * least)) : 0;
}
