/** p-values for all of them having been looked at: each times their number. */
export const bonferroni = (pValues: ArrayLike<number>): Float64Array =>
  Float64Array.from(pValues, (pValue) => Math.min(1, pValue * pValues.length));

/** As sure as Bonferroni's and never greater: the least p-value times their number, the next times one less … (Holm 1979). */
export function holm(pValues: ArrayLike<number>): Float64Array {
  const adjusted = new Float64Array(pValues.length);
  let greatest = 0;
  for (const [place, at] of ascending(pValues).entries()) {
    greatest = Math.max(greatest, Math.min(1, (pValues.length - place) * (pValues[at] as number)));
    adjusted[at] = greatest;
  }
  return adjusted;
}

/**
 * p-values that bound the share of false ones among what is called significant, the false discovery rate, for tests that are
 * independent or positively dependent (Benjamini and Hochberg 1995): `scipy.stats.false_discovery_control`.
 */
export function benjaminiHochberg(pValues: ArrayLike<number>): Float64Array {
  const adjusted = new Float64Array(pValues.length);
  const order = ascending(pValues);
  let least = 1;
  for (let place = order.length - 1; place >= 0; place--) {
    const at = order[place] as number;
    least = Math.min(least, ((pValues[at] as number) * order.length) / (place + 1));
    adjusted[at] = least;
  }
  return adjusted;
}

const ascending = (pValues: ArrayLike<number>): Int32Array =>
  Int32Array.from({ length: pValues.length }, (_, at) => at).sort(
    (a, b) => (pValues[a] as number) - (pValues[b] as number),
  );
