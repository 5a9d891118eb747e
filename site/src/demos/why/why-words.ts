import type { AttributionMethod, ImageAttribution } from './attribution.ts';
import { percent } from '@modelfolio/pages/numbers';

export const methods: readonly { id: AttributionMethod; name: string; about: string }[] = [
  {
    id: 'integrated-gradients',
    name: 'Integrated gradients',
    about:
      'Each pixel’s share of the logit, on the way from a black picture to this one. Black pixels have no share: they are as in the black picture.',
  },
  {
    id: 'occlusion',
    name: 'Occlusion',
    about: 'How far the logit falls when a black square of 4 by 4 pixels covers this place.',
  },
  {
    id: 'saliency',
    name: 'Saliency',
    about: 'How strongly the logit reacts to a small change of the pixel, in whichever direction.',
  },
];

/** A number with three significant digits and a real minus sign. */
export function signed(value: number): string {
  const size = Math.abs(value);
  const digits = size === 0 ? '0' : size < 0.001 ? size.toExponential(1) : size.toPrecision(3);
  return `${value < 0 ? '−' : value > 0 ? '+' : ''}${digits}`;
}

/** A correlation or similarity with two decimals and a real minus sign. */
export function likeness(value: number): string {
  return value
    .toFixed(2)
    .replace(/^-0\.00$/, '0.00')
    .replace('-', '−');
}

/** How a map was computed and how good it is, in one sentence. */
export function accountOf(attribution: ImageAttribution, name: string): string {
  const { method, steps, logit, baselineLogit, relativeResidual } = attribution;
  if (method === 'saliency') return `Saliency of the logit of ${name}: one gradient.`;
  if (method === 'occlusion')
    return `Occlusion of the logit of ${name}, ${signed(logit ?? 0)}: ${steps} windows, averaged where they overlap.`;
  const sum = `from ${signed(baselineLogit ?? 0)} for a black picture to ${signed(logit ?? 0)}`;
  const exact =
    relativeResidual === null ? 'both are the same.' : `adds up to within ${percent(relativeResidual)}.`;
  return `Integrated gradients of the logit of ${name}, ${sum}: ${steps} steps, ${exact}`;
}
