import { ExplainabilityError } from '../explainability-error.ts';

/** Where a prediction should come to lie. The upper end of an interval belongs to it. */
export type WantedSide =
  | { readonly kind: 'at-least'; readonly threshold: number }
  | { readonly kind: 'below'; readonly threshold: number }
  | { readonly kind: 'between'; readonly from: number; readonly to: number };

/** Whether a prediction lies there. */
export function isWanted(side: WantedSide, prediction: number): boolean {
  if (side.kind === 'at-least') return prediction >= side.threshold;
  if (side.kind === 'below') return prediction < side.threshold;
  return prediction >= side.from && prediction <= side.to;
}

/** How near a prediction is, greater is nearer; for an interval less its distance from it. */
export function nearness(side: WantedSide, prediction: number): number {
  if (side.kind === 'at-least') return prediction;
  if (side.kind === 'below') return -prediction;
  return -Math.max(0, side.from - prediction, prediction - side.to);
}

/** In words, to follow "a prediction of". */
export function describeSide(side: WantedSide): string {
  if (side.kind === 'at-least') return `at least ${side.threshold}`;
  return side.kind === 'below' ? `below ${side.threshold}` : `${side.from} to ${side.to}`;
}

/** @throws ExplainabilityError `input` where a bound is no number, or the interval is empty */
export function checkSide(side: WantedSide): void {
  const bounds = side.kind === 'between' ? [side.from, side.to] : [side.threshold];
  if (bounds.some((bound) => !Number.isFinite(bound)))
    throw new ExplainabilityError('input', `a prediction of ${describeSide(side)}: expected finite numbers`);
  if (side.kind === 'between' && side.from > side.to)
    throw new ExplainabilityError('input', `a prediction of ${describeSide(side)}: the first is greater`);
}
