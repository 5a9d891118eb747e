/**
 * Which polynomial piece a number lies on: the knot span from `degree` to the last; outside, the first or the last.
 *
 * @param knots rising, with `degree` more than needed at each end
 */
function spanOf(knots: Float64Array, degree: number, x: number): number {
  const last = knots.length - degree - 2;
  let span = degree;
  while (span < last && x >= (knots[span + 1] as number)) span++;
  return span;
}

/**
 * The B-splines of a degree at a number: those that are not zero there, and the first one's place. Outside of the knots the
 * outermost pieces go on. Piegl and Tiller 1997, algorithm A2.2.
 */
export function splinesAt(
  knots: Float64Array,
  degree: number,
  x: number,
): { first: number; values: Float64Array } {
  const span = spanOf(knots, degree, x);
  return { first: span - degree, values: piecesOf(knots, degree, span, x) };
}

function piecesOf(knots: Float64Array, degree: number, span: number, x: number): Float64Array {
  const values = new Float64Array(degree + 1);
  values[0] = 1;
  for (let order = 1; order <= degree; order++) {
    let carried = 0;
    for (let at = 0; at < order; at++) {
      const [right, left] = [knots[span + at + 1] as number, knots[span + at + 1 - order] as number];
      const part = (values[at] as number) / (right - left);
      values[at] = carried + (right - x) * part;
      carried = (x - left) * part;
    }
    values[order] = carried;
  }
  return values;
}

/** The slopes of the B-splines that {@link splinesAt} gives. */
export function slopesAt(
  knots: Float64Array,
  degree: number,
  x: number,
): { first: number; values: Float64Array } {
  const span = spanOf(knots, degree, x);
  const first = span - degree;
  const lower = piecesOf(knots, degree - 1, span, x);
  const share = (at: number): number => {
    // Of the splines of one degree less, the first begins one place later.
    const value = lower[at - 1] ?? 0;
    const place = first + at;
    return value === 0 ? 0 : value / ((knots[place + degree] as number) - (knots[place] as number));
  };
  const values = Float64Array.from({ length: degree + 1 }, (_, at) => degree * (share(at) - share(at + 1)));
  return { first, values };
}
