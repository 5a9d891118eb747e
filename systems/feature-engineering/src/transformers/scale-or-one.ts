/**
 * What to divide by where a column hardly varies: one, as scikit-learn's `_handle_zeros_in_scale` without a mask.
 *
 * @param scale spread of a column
 */
export const scaleOrOne = (scale: number): number => (scale < 10 * Number.EPSILON ? 1 : scale);
