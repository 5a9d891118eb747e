import { isClose } from '@modelfolio/statistics/is-close';

/** Rows that are further from what is wanted than a share of the column's size; infinities and NaN must be the same. */
export function farFrom(found: ArrayLike<number>, wanted: ArrayLike<number>, tolerance: number): string[] {
  const all = Array.from(wanted);
  const scale = Math.max(1, ...all.filter(Number.isFinite).map(Math.abs));
  return all.flatMap((value, row) => {
    const own = found[row] ?? Number.NaN;
    return isClose(value, own, { absolute: tolerance * scale, relative: 0 })
      ? []
      : [`row ${row}: ${own} is not ${value}`];
  });
}
