import { agreement } from '../methods/judged.ts';
import type { Explanation } from '../analysis/analysis.ts';
import { levelText } from '../methods/words.ts';
import { milliseconds } from '@modelfolio/pages/numbers';

const methods = {
  tree: 'Exact relative to the background: interventional TreeSHAP over the trees in the ONNX file',
  linear: 'Exact relative to the background: closed form of a linear model',
  enumeration: 'Exact relative to the background: all coalitions enumerated',
  kernel: 'Estimated: KernelSHAP with paired sampling',
} as const;

/** Which method was used, how exact it is, against what, and who has judged it. */
export function HowComputed({ explanation }: { explanation: Explanation }) {
  const { attribution, background, because, unit } = explanation;
  const { method, standardErrors, evaluations } = attribution;
  const largest = standardErrors ? Math.max(...standardErrors) : null;
  return (
    <p class="muted small how">
      <b>{methods[method]}</b>
      {largest !== null && <> (largest standard error {levelText(largest, unit)})</>}, of{' '}
      {background.toLocaleString('en')} background {background === 1 ? 'row' : 'rows'} of the data; with other
      rows the values would differ
      {evaluations > 0 && <>, {evaluations.toLocaleString('en')} rows asked</>};{' '}
      {method === 'kernel' ? 'agrees with enumeration within its standard errors' : agreement(method)};{' '}
      {milliseconds(explanation.milliseconds)}.{because && <> {because}</>}
    </p>
  );
}
